import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from './icon.tsx';
import { useMedia } from './use-media.ts';

export type Theme = 'light' | 'dark';

const KEY = 'live-theme';

function stored(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null; // storage may be forbidden: then the system's setting stands
  }
}

/** Follows the system until the person chooses; the choice is kept and set on the page as `data-live-theme`. */
export function useTheme(): { theme: Theme; toggle: () => void } {
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const [chosen, setChosen] = useState<Theme | null>(stored);
  const theme = chosen ?? (systemDark ? 'dark' : 'light');
  useEffect(() => {
    if (chosen !== null) document.documentElement.dataset['liveTheme'] = chosen;
  }, [chosen]);
  useEffect(() => {
    const follow = (event: Event): void => {
      if (event instanceof CustomEvent) setChosen(stored());
    };
    addEventListener(KEY, follow);
    return () => removeEventListener(KEY, follow);
  }, []);
  const toggle = (): void => {
    const next: Theme = theme === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Not kept, but set for this page.
    }
    document.documentElement.dataset['liveTheme'] = next;
    setChosen(next);
    dispatchEvent(new CustomEvent(KEY));
  };
  return { theme, toggle };
}

export function ThemeToggle(): ReactNode {
  const { theme, toggle } = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Button className="lv-icon-button" onPress={toggle} aria-label={`Use ${other} colours`}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </Button>
  );
}
