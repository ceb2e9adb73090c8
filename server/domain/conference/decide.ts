// decide: state + command → the facts to append, or a refusal (design §3). Permission first, then the phase, then the
// command's own rules. Pure: appends nothing, reads no clock. The opening itself is decideOpen's: it has no state yet.

import type { Command, CommandInput, CommandName, SystemCommand } from '../../contract/commands.ts';
import type { ConferenceState } from '../../contract/state.ts';
import { admissionDeciders, decideSystem } from './decideAdmission.ts';
import { floorDeciders } from './decideFloor.ts';
import { microphoneDeciders } from './decideMicrophone.ts';
import { rollCallDeciders } from './decideRollCall.ts';
import { sessionDeciders } from './decideSession.ts';
import { stageDeciders } from './decideStage.ts';
import { type Deciders, type Decision, type DecisionContext, type PermittedContext, refuse } from './decision.ts';
import { capacityOf, PERMITTED } from './permissions.ts';

const DECIDERS: Deciders<CommandName> = {
  ...sessionDeciders,
  ...admissionDeciders,
  ...rollCallDeciders,
  ...floorDeciders,
  ...microphoneDeciders,
  ...stageDeciders,
};

const SYSTEM_NAMES: ReadonlySet<string> = new Set<SystemCommand['name']>([
  'site.arrive',
  'site.depart',
  'service.recover',
]);

/**
 * Decides one command against the state.
 * Shape: every accepted command has at least one entry; `site.arrive` and `site.depart` may have none.
 * Errors: notFound for an outsider (PM5), forbidden (PM1), conferenceNotOpen (PM7), then the command's own.
 */
export function decide(state: ConferenceState, command: Command | SystemCommand, context: DecisionContext): Decision {
  if (isSystemCommand(command)) return decideForSystem(state, command, context);
  const capacity = capacityOf(state, context.actor);
  if (capacity === 'outsider') return refuse('notFound');
  if (!PERMITTED[command.name].includes(capacity)) return refuse('forbidden');
  if (!isRunning(state)) return refuse('conferenceNotOpen');
  return decideOne(state, command, { ...context, capacity });
}

function decideForSystem(state: ConferenceState, command: SystemCommand, context: DecisionContext): Decision {
  if (context.actor.role !== 'system') return refuse('forbidden');
  return isRunning(state) ? decideSystem(state, command) : refuse('conferenceNotOpen');
}

/** Generic so that name and input stay of one command through the table. */
function decideOne<N extends CommandName>(
  state: ConferenceState,
  command: { readonly name: N; readonly input: CommandInput<N> },
  context: PermittedContext,
): Decision {
  return DECIDERS[command.name](state, command.input, context);
}

function isSystemCommand(command: Command | SystemCommand): command is SystemCommand {
  return SYSTEM_NAMES.has(command.name);
}

function isRunning(state: ConferenceState): boolean {
  return state.phase === 'open' || state.phase === 'paused';
}
