/** A small table in the middle of a fight, for tests and for looking at the components. */
import type { Action, GameState, ParticipantState, ViewerRole } from '@live/protocol';

const ROWS = [
  '########################',
  '#......T.......~~~.....#',
  '#..T.........~~~~~..T..#',
  '#......,,,....~~~......#',
  '#...T..,,,.............#',
  '#..........h......##+###',
  '#..........h......#....#',
  '#....T............#....#',
  '#.......~~~.......#....#',
  '#......~~~~~......#.q..#',
  '#.......~~~.......#....#',
  '#.................##/###',
  '#..T......T............#',
  '#.............ww.......#',
  '#......T.....wwww...T..#',
  '#.....,,,.....ww.......#',
  '#....,,,,,.............#',
  '########################',
];

export function sampleAction(members: Partial<Action> & Pick<Action, 'id' | 'name' | 'type'>): Action {
  return { cost: 'action', available: true, targetKind: 'none', slotLevels: [], targets: [], summary: '', ...members };
}

export function sampleParticipant(
  members: Partial<ParticipantState> & Pick<ParticipantState, 'entityId' | 'name'>,
): ParticipantState {
  return {
    entityType: 'monster',
    side: 'foes',
    description: 'Small humanoid',
    health: 'unhurt',
    position: { x: 1, y: 1 },
    elevationFt: 0,
    size: 'medium',
    footprint: 1,
    conditions: [],
    availableActions: [],
    reachable: [],
    spellSlots: [],
    resources: [],
    turnStatus: 'waiting',
    secret: false,
    hidden: false,
    controlled: false,
    ...members,
  };
}

function hero(entityId: string, name: string, description: string, x: number, y: number, hp: number, max: number): ParticipantState {
  return sampleParticipant({
    entityId, name, description, entityType: 'playerCharacter', side: 'party', userId: `user-${entityId}`,
    position: { x, y }, currentHP: hp, maxHP: max, tempHP: 0, armorClass: 16,
    health: hp === max ? 'unhurt' : hp * 2 > max ? 'wounded' : 'bloodied',
  });
}

const WIZARD_ACTIONS: Action[] = [
  sampleAction({ id: 'attack:quarterstaff', name: 'Quarterstaff', type: 'attack', actionId: 'quarterstaff', targetKind: 'creature', rangeFt: 5, summary: '+1 to hit, 1d6−1 bludgeoning', available: false, reasonCode: 'target.outOfRange', reason: 'No creature is within reach.' }),
  sampleAction({ id: 'cast:fire-bolt', name: 'Fire Bolt', type: 'cast', spellId: 'fire-bolt', targetKind: 'creature', rangeFt: 120, targets: ['goblin-1', 'goblin-2', 'boss'], summary: '+5 to hit, 1d10 fire' }),
  sampleAction({ id: 'cast:burning-hands', name: 'Burning Hands', type: 'cast', spellId: 'burning-hands', targetKind: 'point', area: { shape: 'cone', sizeFt: 15 }, slotLevels: [1, 2], summary: 'DC 13 Dexterity, 3d6 fire, half on a save' }),
  sampleAction({ id: 'cast:shatter', name: 'Shatter', type: 'cast', spellId: 'shatter', targetKind: 'point', rangeFt: 60, area: { shape: 'sphere', sizeFt: 10 }, slotLevels: [2], summary: 'DC 13 Constitution, 3d8 thunder' }),
  sampleAction({ id: 'cast:magic-missile', name: 'Magic Missile', type: 'cast', spellId: 'magic-missile', targetKind: 'creatures', maxTargets: 3, rangeFt: 120, targets: ['goblin-1', 'goblin-2', 'boss'], slotLevels: [1, 2], summary: 'three darts, 1d4+1 force each' }),
  sampleAction({ id: 'dash', name: 'Dash', type: 'interact', actionId: 'dash', summary: '30 ft more movement' }),
  sampleAction({ id: 'dodge', name: 'Dodge', type: 'interact', actionId: 'dodge' }),
  sampleAction({ id: 'hide', name: 'Hide', type: 'interact', actionId: 'hide', available: false, reasonCode: 'action.seen', reason: 'Goblin 1 can see you clearly.' }),
  sampleAction({ id: 'cast:misty-step', name: 'Misty Step', type: 'cast', cost: 'bonusAction', spellId: 'misty-step', targetKind: 'cell', rangeFt: 30, slotLevels: [2], summary: 'teleport 30 ft' }),
  sampleAction({ id: 'use:potion', name: 'Potion of Healing', type: 'useItem', itemId: 'potion', targetKind: 'creature', rangeFt: 5, targets: ['wizard', 'cleric'], summary: '2d4+2 hit points' }),
  sampleAction({ id: 'drop-prone', name: 'Drop prone', type: 'interact', cost: 'free', actionId: 'dropProne' }),
  sampleAction({ id: 'cast:shield', name: 'Shield', type: 'cast', cost: 'reaction', spellId: 'shield', available: false, reason: 'Asked for when an attack hits you.', slotLevels: [1, 2], summary: '+5 AC' }),
];

function reachableAround(x: number, y: number, ft: number): ParticipantState['reachable'] {
  const cells: ParticipantState['reachable'] = [];
  const steps = ft / 5;
  for (let cy = y - steps; cy <= y + steps; cy += 1) {
    for (let cx = x - steps; cx <= x + steps; cx += 1) {
      const cost = 5 * Math.max(Math.abs(cx - x), Math.abs(cy - y));
      const ground = ROWS[cy]?.[cx];
      if (cost > 0 && ground !== undefined && !'#T+'.includes(ground)) cells.push({ x: cx, y: cy, costFt: cost });
    }
  }
  return cells;
}

function sampleParticipants(role: ViewerRole): Record<string, ParticipantState> {
  const wizard: ParticipantState = {
    ...hero('wizard', 'Ilse Farrow', 'Level 3 wizard', 9, 7, 14, 18),
    controlled: true,
    availableActions: WIZARD_ACTIONS,
    reachable: reachableAround(9, 7, 30).filter(({ x, y }) => !(x === 11 && y === 4) && !(x === 8 && y === 8)),
    economy: { action: true, bonusAction: true, reaction: true, interaction: true, attacksLeft: 0, movementLeftFt: 30, speedFt: 30 },
    turnStatus: 'active',
    spellSlots: [{ level: 1, left: 3, total: 4 }, { level: 2, left: 2, total: 2 }],
    resources: [{ id: 'arcane-recovery', name: 'Arcane Recovery', left: 1, total: 1 }],
    conditions: [{ name: 'mage armor', isCondition: false, until: 'the end of the day' }],
    concentration: 'Blur',
    inventory: {
      items: [
        { itemId: 'quarterstaff', name: 'Quarterstaff', kind: 'weapon', quantity: 1, equipped: true, usable: false, description: '1d6 bludgeoning, versatile (1d8)' },
        { itemId: 'dagger', name: 'Dagger', kind: 'weapon', quantity: 2, equipped: false, usable: false, description: '1d4 piercing, finesse, light, thrown 20/60' },
        { itemId: 'potion', name: 'Potion of Healing', kind: 'potion', quantity: 2, equipped: false, usable: true, description: 'Regain 2d4+2 hit points.' },
        { itemId: 'rope', name: 'Hempen rope', kind: 'gear', quantity: 1, equipped: false, usable: false, description: 'Fifty feet of it.' },
      ],
    },
  };
  const party = [
    { ...hero('fighter', 'Bram Oakhand', 'Level 3 fighter', 12, 6, 22, 28), conditions: [{ name: 'prone', isCondition: true }] },
    hero('rogue', 'Nessa Quill', 'Level 3 rogue', 8, 5, 9, 21),
    { ...hero('cleric', 'Sister Maud', 'Level 3 cleric', 8, 8, 24, 24), concentration: 'Bless' },
    wizard,
  ];
  const foes = [
    sampleParticipant({ entityId: 'goblin-1', name: 'Goblin 1', position: { x: 13, y: 5 }, size: 'small', health: 'wounded' }),
    sampleParticipant({ entityId: 'goblin-2', name: 'Goblin 2', position: { x: 15, y: 8 }, size: 'small', health: 'bloodied', conditions: [{ name: 'poisoned', isCondition: true, roundsLeft: 2 }] }),
    sampleParticipant({ entityId: 'goblin-3', name: 'Goblin 3', position: { x: 14, y: 10 }, size: 'small', health: 'dead' }),
    sampleParticipant({ entityId: 'boss', name: 'Hrakk the Toll-Keeper', description: 'Medium humanoid', position: { x: 16, y: 6 }, health: 'unhurt' }),
  ];
  const lurker = sampleParticipant({ entityId: 'goblin-4', name: 'Goblin 4', position: { x: 20, y: 8 }, size: 'small', secret: true, hidden: true });
  const all = role === 'dm' ? [...party, ...foes, lurker] : [...party, ...foes];
  const seen = role === 'dm' ? all.map((one) => ({ ...one, currentHP: one.currentHP ?? 5, maxHP: one.maxHP ?? 7, armorClass: one.armorClass ?? 15, controlled: true })) : all;
  return Object.fromEntries(seen.map((one) => [one.entityId, one]));
}

/** The wizard's turn in round 2. The DM also sees the goblin that hides. */
export function sampleState(role: ViewerRole = 'player', now = 1_700_000_000_000): GameState {
  const participants = sampleParticipants(role);
  const entry = (entityId: string, initiative: number): GameState['initiativeOrder'] => {
    const one = participants[entityId];
    return one === undefined ? [] : [{ entityId, name: one.name, entityType: one.entityType, initiative }];
  };
  const initiativeOrder = [
    ...entry('rogue', 21), ...entry('goblin-1', 18), ...entry('goblin-4', 17), ...entry('wizard', 15),
    ...entry('boss', 12), ...entry('fighter', 11), ...entry('goblin-2', 9), ...entry('cleric', 7), ...entry('goblin-3', 4),
  ];
  const isDm = role === 'dm';
  return {
    interactionId: 'ambush',
    name: 'Ambush at the toll bridge',
    status: 'active',
    ruleset: '2014',
    viewer: { userId: isDm ? 'user-dm' : 'user-wizard', name: isDm ? 'Dana' : 'Wen', role, entityIds: isDm ? [] : ['wizard'] },
    initiativeOrder,
    currentTurnIndex: initiativeOrder.findIndex((one) => one.entityId === 'wizard'),
    roundNumber: 2,
    turnDeadline: now + 71_000,
    turnTimeLimit: 90,
    participants,
    mapState: { mapId: 'toll-bridge', name: 'The toll bridge', width: 24, height: 18, rows: ROWS, light: 'bright' },
    turnHistory: [
      { turnNumber: 1, roundNumber: 1, entityId: 'rogue', entityType: 'playerCharacter', startTime: now - 300_000, endTime: now - 260_000, status: 'completed' },
      { turnNumber: 2, roundNumber: 1, entityId: 'goblin-1', entityType: 'monster', startTime: now - 260_000, endTime: now - 240_000, status: 'completed' },
      { turnNumber: 3, roundNumber: 1, entityId: 'wizard', entityType: 'playerCharacter', startTime: now - 240_000, endTime: now - 150_000, status: 'timeout' },
      { turnNumber: 4, roundNumber: 2, entityId: 'wizard', entityType: 'playerCharacter', startTime: now - 19_000, status: 'active' },
    ],
    log: [
      { timestamp: now - 120_000, roundNumber: 1, kind: 'initiative', targetIds: [], text: 'Initiative is rolled: Nessa Quill goes first.', rolls: [] },
      { timestamp: now - 60_000, roundNumber: 2, kind: 'attack', entityId: 'rogue', targetIds: ['goblin-2'], text: 'Nessa Quill hits Goblin 2 with a shortbow for 11 piercing damage.', rolls: [
        { label: 'Attack with shortbow', mode: 'advantage', advantage: ['hidden from Goblin 2'], disadvantage: [], dice: [{ sides: 20, value: 7, kept: false }, { sides: 20, value: 17, kept: true }], modifiers: [{ source: 'Dexterity', value: 3 }, { source: 'proficiency', value: 2 }], total: 22, outcome: 'hit' },
        { label: 'Piercing damage', mode: 'normal', advantage: [], disadvantage: [], dice: [{ sides: 6, value: 4, kept: true }, { sides: 6, value: 3, kept: true }, { sides: 6, value: 1, kept: true }], modifiers: [{ source: 'Dexterity', value: 3 }], total: 11 },
      ] },
      { timestamp: now - 30_000, roundNumber: 2, kind: 'save', entityId: 'fighter', targetIds: [], text: 'Bram Oakhand is knocked prone.', rolls: [
        { label: 'Strength save', mode: 'normal', advantage: [], disadvantage: [], dice: [{ sides: 20, value: 4, kept: true }], modifiers: [{ source: 'Strength', value: 3 }, { source: 'proficiency', value: 2 }], total: 9, target: 12, outcome: 'failure' },
      ] },
      { timestamp: now - 19_000, roundNumber: 2, kind: 'turn', entityId: 'wizard', targetIds: [], text: 'Ilse Farrow’s turn begins.', rolls: [] },
    ],
    chatLog: [
      { id: 'c1', userId: 'user-dm', content: 'The bridge creaks. Something moves in the keep.', type: 'party', timestamp: now - 100_000 },
      { id: 'c2', userId: 'user-rogue', entityId: 'rogue', content: 'I do not like that door.', type: 'party', timestamp: now - 90_000 },
      { id: 'c3', userId: 'user-wizard', entityId: 'wizard', content: 'Shall I light it up?', type: 'private', recipients: ['user-rogue'], timestamp: now - 40_000 },
    ],
    members: [
      { userId: 'user-dm', name: 'Dana', role: 'dm', entityIds: [], online: true },
      { userId: 'user-wizard', name: 'Wen', role: 'player', entityIds: ['wizard'], online: true },
      { userId: 'user-rogue', name: 'Rosa', role: 'player', entityIds: ['rogue'], online: true },
      { userId: 'user-fighter', name: 'Finn', role: 'player', entityIds: ['fighter'], online: false },
    ],
    prompts: [],
    timestamp: now,
  };
}
