/**
 * How the mediasoup worker's source is made to build against the distribution's
 * own libraries: what must be installed, which wraps are stood in for, and which
 * places of the copied source change, each with its reason. Pure data.
 */

/** Debian's packages that the build needs. */
export const buildPackages = [
  'meson',
  'ninja-build',
  'pkg-config',
  'g++',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

/** Wraps replaced by the folders of the same name under subprojects/. */
export const standIns = ['abseil-cpp', 'flatbuffers', 'libsrtp3', 'libuv', 'openssl', 'unordered-dense'];

/** Precompiled headers: file under pch/ → folder of the copy it goes into. They took the build from 17 CPU-minutes to 4. */
export const precompiledHeaders = [
  { file: 'worker.hpp', folder: 'pch' },
  { file: 'libwebrtc.hpp', folder: 'deps/libwebrtc/pch' },
];

/** Changes to the copied source. Each `find` stands there exactly once, or the build stops. */
export const edits = [
  {
    file: 'meson.build',
    // Debian 12 has meson 1.0.1; nothing newer is used by what we build.
    find: "meson_version: '>= 1.1.0'",
    replace: "meson_version: '>= 1.0.0'",
  },
  {
    file: 'meson.build',
    find: "  cpp_args: cpp_args + ['-DMS_EXECUTABLE'],\n",
    replace: "  cpp_args: cpp_args + ['-DMS_EXECUTABLE'],\n  cpp_pch: 'pch/worker.hpp',\n",
  },
  {
    file: 'deps/libwebrtc/meson.build',
    find: '  libwebrtc_sources,\n',
    replace: "  libwebrtc_sources,\n  cpp_pch: 'pch/libwebrtc.hpp',\n",
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    // The callback must hand a control call's own answer back. It answered 1,
    // which OpenSSL with kernel TLS (Debian's) reads as "kTLS is on": it then
    // allocates no write buffer and crashes at the first DTLS handshake.
    find: '(operationType == BIO_CB_RETURN) ?',
    replace: '(operationType & BIO_CB_RETURN) ?',
  },
];

/** -O2: against meson's release -O3 it saves a third of the time and costs the forwarding path nothing measurable. */
export const mesonOptions = ['--wrap-mode=nodownload', '--buildtype=release', '-Doptimization=2', '-Db_ndebug=true'];

/** The generated headers must exist before the precompiled header reads them; then the worker itself. */
export const ninjaTargets = [['fbs/FBS/message.h'], ['mediasoup-worker']];
