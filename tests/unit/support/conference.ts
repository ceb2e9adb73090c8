/**
 * Builders for tests of the live conference: a setup of n sites, actors of every capacity, and a driver that gives
 * commands to decide and folds what comes out. Deterministic: ids are counted, the clock moves only when told.
 */
import {
  type AccountId,
  type Actor,
  type AgendaItemId,
  COMMANDS,
  type Command,
  type CommandDraft,
  type CommandInput,
  type CommandName,
  type ConferenceId,
  type ConferenceSetup,
  type ConferenceState,
  type EntryData,
  type EntryType,
  type ErrorCode,
  type JournalEntry,
  type Mode,
  type NewEntry,
  type RequestId,
  type SiteId,
  type SystemCommand,
} from '../../../server/contract/index.ts';
import { decide } from '../../../server/domain/conference/decide.ts';
import { decideOpen } from '../../../server/domain/conference/decideOpen.ts';
import type { Decision } from '../../../server/domain/conference/decision.ts';
import { evolve } from '../../../server/domain/conference/evolve.ts';
import { initialState } from '../../../server/domain/conference/initialState.ts';

const KINDS = { conference: 1, site: 2, account: 3, item: 4, request: 5 } as const;

/** A well-formed UUID that says what it is and which one. */
export function countedId<T extends string>(kind: keyof typeof KINDS, number: number): T {
  const tail = number.toString(16).padStart(12, '0');
  return `00000000-0000-4000-800${KINDS[kind]}-${tail}` as T;
}

/** Site 0 is the hub, where the chair sits. */
export const siteIdOf = (index: number) => countedId<SiteId>('site', index);

export interface SetupOptions {
  readonly mode?: Mode;
  /** Limit of a turn in the first agenda item, seconds; the second item has none. */
  readonly speakingLimitSeconds?: number | null;
  readonly linkDownKbps?: number;
}

const CHAIR_ACCOUNT = countedId<AccountId>('account', 1000);
const CO_CHAIR_ACCOUNT = countedId<AccountId>('account', 1001);
const SECRETARY_ACCOUNT = countedId<AccountId>('account', 1002);

/** A setup with sites 0 to n - 1: chair at 0, co-chair at 1 (at 0 when n is 1), one secretary, two agenda items. */
export function makeSetup(n: number, options: SetupOptions = {}): ConferenceSetup {
  const { mode = 'giaoBan', speakingLimitSeconds = 300, linkDownKbps = 8000 } = options;
  return {
    conferenceId: countedId<ConferenceId>('conference', 1),
    title: 'Giao ban tháng 11',
    startsAt: '2026-11-23T01:00:00.000Z',
    endsAt: '2026-11-23T04:00:00.000Z',
    mode,
    chair: { accountId: CHAIR_ACCOUNT, siteId: siteIdOf(0), name: 'Chủ tịch' },
    coChairs: [{ accountId: CO_CHAIR_ACCOUNT, siteId: siteIdOf(n > 1 ? 1 : 0), name: 'Phó Chủ tịch' }],
    secretaryIds: [SECRETARY_ACCOUNT],
    sites: Array.from({ length: n }, (_, index) => ({
      siteId: siteIdOf(index),
      name: index === 0 ? 'Trung tâm' : `Huyện ${index}`,
      shortName: index === 0 ? 'TT' : `H${index}`,
      isHub: index === 0,
      linkDownKbps,
      linkUpKbps: 4000,
      backupPhone: null,
    })),
    agenda: [
      { itemId: countedId<AgendaItemId>('item', 1), title: 'Báo cáo', durationMinutes: 60, speakingLimitSeconds },
      {
        itemId: countedId<AgendaItemId>('item', 2),
        title: 'Kết luận',
        durationMinutes: 15,
        speakingLimitSeconds: null,
      },
    ],
  };
}

/** One actor of each capacity, and of a site by its index. */
export const actors = {
  chair: actor('chair', CHAIR_ACCOUNT, 'Chủ tịch', siteIdOf(0)),
  coChair: actor('chair', CO_CHAIR_ACCOUNT, 'Phó Chủ tịch', siteIdOf(1)),
  secretary: actor('secretary', SECRETARY_ACCOUNT, 'Thư ký Lan', siteIdOf(0)),
  otherSecretary: actor('secretary', countedId('account', 1003), 'Thư ký khác', null),
  otherChair: actor('chair', countedId('account', 1004), 'Chủ trì khác', null),
  technician: actor('technician', countedId('account', 1005), 'Kỹ thuật trực', null),
  observer: actor('observer', countedId('account', 1006), 'Quan sát viên', null),
  administrator: actor('administrator', countedId('account', 1007), 'Quản trị', null),
  otherSite: actor('site', countedId('account', 1008), 'Điểm cầu khác', countedId('site', 999)),
  system: { accountId: null, role: 'system', siteId: null, name: 'Hệ thống' } satisfies Actor as Actor,
  site: (index: number) => actor('site', countedId('account', index), `Điểm cầu ${index}`, siteIdOf(index)),
};

function actor(role: Actor['role'], accountId: AccountId, name: string, siteId: SiteId | null): Actor {
  return { accountId, role, siteId, name };
}

/** A conference in the hands of a test. */
export class Driver {
  readonly setup: ConferenceSetup;
  readonly entries: JournalEntry[] = [];
  state: ConferenceState;
  nowMs: number;
  /** The request of the last command given. */
  lastRequestId: RequestId = countedId('request', 0);
  #requests = 0;

  constructor(setup: ConferenceSetup) {
    this.setup = setup;
    this.state = initialState(setup);
    this.nowMs = Date.parse(setup.startsAt);
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }

  advance(seconds: number): this {
    this.nowMs += seconds * 1000;
    return this;
  }

  open(by: Actor = actors.secretary): this {
    this.append(decideOpen(this.setup), by, null);
    return this;
  }

  /** Gives a command and folds its entries; answers the decision, accepted or refused. */
  give<N extends CommandName>(by: Actor, name: N, ...[draft]: DraftArguments<N>): Decision {
    const input = COMMANDS[name].parse(draft ?? {}) as CommandInput<N>;
    this.#requests += 1;
    this.lastRequestId = countedId('request', this.#requests);
    return this.decideAndFold({ name, input } as Command, by, this.lastRequestId);
  }

  /** Gives a command that must be accepted; answers the entries it made. */
  ok<N extends CommandName>(by: Actor, name: N, ...draft: DraftArguments<N>): readonly JournalEntry[] {
    const before = this.entries.length;
    const decision = this.give(by, name, ...draft);
    if (!decision.ok) throw new Error(`${name} was refused: ${decision.code}`);
    return this.entries.slice(before);
  }

  /** The code a command is refused with; null: it was accepted. */
  refusal<N extends CommandName>(by: Actor, name: N, ...draft: DraftArguments<N>): ErrorCode | null {
    const decision = this.give(by, name, ...draft);
    return decision.ok ? null : decision.code;
  }

  system(command: SystemCommand): Decision {
    return this.decideAndFold(command, actors.system, null);
  }

  arrive(...indices: number[]): this {
    for (const index of indices) this.system({ name: 'site.arrive', input: { siteId: siteIdOf(index) } });
    return this;
  }

  depart(index: number, reason: 'left' | 'lost' = 'lost'): this {
    this.system({ name: 'site.depart', input: { siteId: siteIdOf(index), reason } });
    return this;
  }

  /** Every site of the setup arrives and is admitted. */
  everybodyIn(): this {
    this.arrive(...this.setup.sites.keys());
    if (this.state.siteOrder.some((siteId) => this.state.sites[siteId]?.admission === 'lobby')) {
      this.ok(actors.secretary, 'site.admitAll');
    }
    return this;
  }

  site(index: number) {
    const site = this.state.sites[siteIdOf(index)];
    if (!site) throw new Error(`no site ${index}`);
    return site;
  }

  lastEntry<T extends EntryType>(type: T): EntryData[T] {
    const entry = this.entries.findLast((one) => one.type === type);
    if (!entry) throw new Error(`no ${type} in the journal`);
    return entry.data as EntryData[T];
  }

  decideAndFold(command: Command | SystemCommand, by: Actor, requestId: RequestId | null): Decision {
    const decision = decide(this.state, command, { actor: by, now: this.now, requestId });
    if (decision.ok) this.append(decision.entries, by, requestId);
    return decision;
  }

  append(facts: readonly NewEntry[], by: Actor, requestId: RequestId | null): void {
    for (const fact of facts) {
      const head = {
        conferenceId: this.setup.conferenceId,
        seq: this.state.seq + 1,
        at: this.now,
        actor: by,
        requestId,
      };
      const entry: JournalEntry = { ...fact, ...head };
      this.entries.push(entry);
      this.state = evolve(this.state, entry);
    }
  }
}

type DraftArguments<N extends CommandName> =
  Record<string, never> extends CommandDraft<N> ? [draft?: CommandDraft<N>] : [draft: CommandDraft<N>];

/** A planned conference, not yet open. */
export function drive(setup: ConferenceSetup): Driver {
  return new Driver(setup);
}

/** An open conference of n sites, all admitted and online. */
export function driveOpen(n: number, options: SetupOptions = {}): Driver {
  return drive(makeSetup(n, options)).open().everybodyIn();
}
