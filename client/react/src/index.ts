/** The door of the package. Import `@live/react/styles.css` once in the app. */
export { LiveProvider, useLiveConnection } from './context/live-provider.tsx';
export type { LiveProviderProps } from './context/live-provider.tsx';
export { useLiveInteraction } from './context/use-live-interaction.ts';
export type { LiveInteraction } from './context/use-live-interaction.ts';
export { useLiveStatuses } from './context/use-live-statuses.ts';
export { LiveInteractionModal } from './modal/live-interaction-modal.tsx';
export type { LiveInteractionModalProps } from './modal/live-interaction-modal.tsx';
export { InteractionsList } from './list/interactions-list.tsx';
export type { InteractionsListProps, ListedInteraction } from './list/interactions-list.tsx';
export { MapGround, CELL } from './map/map-ground.tsx';
export { cellName, groundAt, groundName, initials } from './map/geometry.ts';
export { ThemeToggle, useTheme } from './ui/theme.tsx';
export { ToastList, ToastProvider, useToasts } from './ui/toasts.tsx';
export { Icon } from './ui/icon.tsx';
export type { IconName } from './ui/icon.tsx';
