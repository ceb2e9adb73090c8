// The one way to give a command from the page: the same act is not given twice at once, and a refusal is told where it was given.

import type { CommandDraft, CommandName } from '../../server/contract/commands.ts';
import type { Ack } from '../../server/contract/errors.ts';
import type { CommandResult } from '../../server/contract/signaling.ts';
import type { ConsoleContext } from './context.ts';
import type { ConsoleUiStore } from './model/ui.ts';

export interface CommandSink {
  command<N extends CommandName>(name: N, input: CommandDraft<N>): Promise<Ack<CommandResult>>;
}

/** See ConsoleContext.act. */
export function createAct(live: CommandSink, ui: ConsoleUiStore): ConsoleContext['act'] {
  const underWay = new Set<string>();
  return async (place, name, input) => {
    const key = `${name} ${JSON.stringify(input)}`;
    if (underWay.has(key)) return false;
    underWay.add(key);
    ui.setState({ refusal: null });
    const answer = await live.command(name, input);
    underWay.delete(key);
    if (!answer.ok) ui.setState({ refusal: { place, code: answer.error.code } });
    return answer.ok;
  };
}
