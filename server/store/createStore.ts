// The store as the composition root gets it: one connection pool, one repository a subject. Owns the pool.

import type { Log } from '../lib/log.ts';
import type { JournalStore, ScheduleStore } from '../live/ports.ts';
import { AccountRepository } from './accounts.ts';
import { AnswerRepository } from './answers.ts';
import { ApiTokenRepository } from './apiTokens.ts';
import { AuthRepository } from './auth.ts';
import { DeliveryRepository } from './delivery.ts';
import { FeedRepository } from './feeds.ts';
import { InvitationRepository } from './invitations.ts';
import { createJournalStore } from './journal.ts';
import { LetterheadRepository } from './letterhead.ts';
import { OrganisationSheetRepository } from './organisation/import.ts';
import { OrganisationRepository } from './organisation/organisation.ts';
import { PaperRepository } from './papers.ts';
import { PlanningRepository } from './planning.ts';
import { PlanningRulesRepository } from './planningRules.ts';
import { connect } from './prisma.ts';
import { LifeRepository } from './schedule/life.ts';
import { ScheduleRepository } from './schedule/schedule.ts';
import { listenToSteps, type StepListener } from './schedule/steps.ts';
import { type Seeded, seed } from './seed.ts';
import { SeriesRepository } from './series/series.ts';
import { TemplateRepository } from './series/templates.ts';
import { SettingRepository } from './settings.ts';
import { WebhookRepository } from './webhooks.ts';

export interface Store {
  readonly journal: JournalStore;
  readonly schedule: ScheduleRepository & ScheduleStore;
  readonly life: LifeRepository;
  readonly planningRules: PlanningRulesRepository;
  readonly series: SeriesRepository;
  readonly templates: TemplateRepository;
  readonly settings: SettingRepository;
  readonly organisation: OrganisationRepository;
  readonly organisationSheets: OrganisationSheetRepository;
  readonly accounts: AccountRepository;
  readonly auth: AuthRepository;
  readonly papers: PaperRepository;
  readonly feeds: FeedRepository;
  readonly planning: PlanningRepository;
  readonly tokens: ApiTokenRepository;
  readonly letterheads: LetterheadRepository;
  readonly invitations: InvitationRepository;
  readonly answers: AnswerRepository;
  readonly mail: DeliveryRepository;
  readonly webhookDeliveries: WebhookRepository;
  /** From now on `listener` hears of every step of a conference's life, in its transaction. */
  onStep(listener: StepListener): void;
  /** Fills an empty database from `prisma/presets/<presetId>.json`; null: it was not empty. */
  seed(presetId: string): Promise<Seeded | null>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens the store on a migrated database. Connects with the first question. `clock` says which day is today where nobody asks for one. */
export function createStore(options: { databaseUrl: string; log: Log; clock?: () => Date }): Store {
  const { clock = () => new Date() } = options;
  const connection = connect(options.databaseUrl, options.log);
  const { database, statements } = connection;
  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= connection.close();
    return closed;
  };
  return {
    journal: createJournalStore(database),
    schedule: new ScheduleRepository(database, statements),
    life: new LifeRepository(database),
    planningRules: new PlanningRulesRepository(database),
    series: new SeriesRepository(database),
    templates: new TemplateRepository(database),
    settings: new SettingRepository(database, clock),
    organisation: new OrganisationRepository(database, clock),
    organisationSheets: new OrganisationSheetRepository(database),
    accounts: new AccountRepository(database, clock),
    auth: new AuthRepository(database, statements),
    papers: new PaperRepository(database),
    feeds: new FeedRepository(database),
    planning: new PlanningRepository(statements),
    tokens: new ApiTokenRepository(database),
    letterheads: new LetterheadRepository(database),
    invitations: new InvitationRepository(database),
    answers: new AnswerRepository(database),
    mail: new DeliveryRepository(database),
    webhookDeliveries: new WebhookRepository(database),
    onStep: (listener) => listenToSteps(database, listener),
    seed: (presetId) => seed(database, presetId),
    ping: async () => {
      await database.$queryRaw`SELECT 1`;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
