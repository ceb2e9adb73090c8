/**
 * A self-signed certificate, so that browsers allow camera and microphone from
 * the first start. Owns key.pem and cert.pem in <data folder>/tls while
 * self-signed.json lies beside them; without that note the files are the
 * administrator's own and are never touched.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';

const dayMs = 24 * 60 * 60 * 1000;
// Apple's systems refuse certificates that live longer than 825 days.
const lifetimeDays = 820;
const renewBeforeDays = 30;

/**
 * The names and addresses under which a browser may reach this machine, the two
 * that the settings name included. Link-local IPv6 is left out: it means nothing
 * without an interface. A host name goes in as ASCII, Vietnamese letters as
 * punycode.
 * @param {{ host?: string, interfaces?: NodeJS.Dict<{ address: string, internal: boolean }[]>, settings?: NodeJS.Dict<string> }} from
 */
export function listNames({ host = hostname(), interfaces = networkInterfaces(), settings = {} } = {}) {
  const addresses = Object.values(interfaces)
    .flat()
    .filter((entry) => entry && !entry.internal && !entry.address.toLowerCase().startsWith('fe80:'))
    .map((entry) => entry.address);
  const fixed = ['localhost', toAscii(host), '127.0.0.1', '::1'];
  const named = [parseHost(settings.PUBLIC_URL), toAscii(settings.RTC_ANNOUNCED_ADDRESS)];
  return [...new Set([...fixed, ...named, ...addresses.sort()].filter(Boolean))];
}

// domainToASCII answers '' for what is no host name; an IPv6 address is none.
function toAscii(name = '') {
  return isIP(name) ? name : domainToASCII(name);
}

function parseHost(url) {
  return url && URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

/**
 * Why the certificate must be made again, or `undefined`. New names and IPv4
 * addresses count; a new IPv6 one does not, because privacy addresses change
 * daily and each renewal makes every device ask again whom to trust.
 */
export function findRenewalReason({ wanted, held, now }) {
  if (!held) return 'missing';
  if (held.notAfterMs - now < renewBeforeDays * dayMs) return 'expiring';
  const missing = wanted.find((name) => isIP(name) !== 6 && !held.names.includes(name));
  return missing ? `new name ${missing}` : undefined;
}

/** `selfsigned` SAN entries: 2 is a DNS name, 7 an address. */
export function formatAltNames(names) {
  return names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }));
}

/** `DNS:localhost, IP Address:127.0.0.1` → the names alone. */
export function parseAltNames(text = '') {
  return text.split(', ').map((entry) => entry.replace(/^(DNS|IP Address):/, ''));
}

// What counts is what the certificate says, not what was meant to be written: a
// set-up may have been cut off between the two files.
function readHeld(files) {
  if (!existsSync(files.key) || !existsSync(files.cert)) return undefined;
  const certificate = new X509Certificate(readFileSync(files.cert));
  if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(files.key)))) return undefined;
  return { names: parseAltNames(certificate.subjectAltName), notAfterMs: Date.parse(certificate.validTo) };
}

/** Makes or renews the certificate in `<dataDir>/tls`, unless the administrator has one there or names one in the settings. */
export async function ensureCertificate({ dataDir, settings, progress, now = Date.now() }) {
  if (settings.TLS_CERT_FILE) return;
  const tlsDir = join(dataDir, 'tls');
  const files = {
    key: join(tlsDir, 'key.pem'),
    cert: join(tlsDir, 'cert.pem'),
    note: join(tlsDir, 'self-signed.json'),
  };
  if (existsSync(files.cert) && !existsSync(files.note)) return;
  const wanted = listNames({ settings });
  if (!findRenewalReason({ wanted, held: readHeld(files), now })) return;
  progress.start('tạo chứng chỉ tự ký cho https', 'making a self-signed certificate');
  mkdirSync(tlsDir, { recursive: true });
  const made = await generateCertificate(wanted, now);
  // The note first: with it, a half-written pair counts as ours and is made
  // again; without it, it would pass for the administrator's.
  writeWhole(files.note, `${JSON.stringify({ names: wanted }, null, 2)}\n`, 0o644);
  writeWhole(files.key, made.private, 0o600);
  writeWhole(files.cert, made.cert, 0o644);
}

async function generateCertificate(names, now) {
  const { default: selfsigned } = await import('selfsigned');
  return selfsigned.generate([{ name: 'commonName', value: 'Giao ban truc tuyen' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + (lifetimeDays - 1) * dayMs),
    extensions: [
      // Devices only let a certificate be trusted by hand when it may sign.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: formatAltNames(names) },
    ],
  });
}

function writeWhole(file, text, mode) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, file);
}
