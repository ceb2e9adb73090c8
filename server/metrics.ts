// What Prometheus reads at /metrics: the process and the counts that tell whether the service is well. Owns no state but counters.

import { collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';

export interface MetricSources {
  readonly live: () => { conferences: number; pages: number; sites: number };
  readonly media: () => {
    workers: number;
    deaths: number;
    transports: number;
    producers: number;
    consumers: number;
  };
}

/** Answers the text of /metrics; every figure is read when asked. */
export function createMetrics(sources: MetricSources): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('giaoban_live_conferences', 'Conferences open or paused now', () => sources.live().conferences);
  gauge('giaoban_live_pages', 'Pages connected to the live door', () => sources.live().pages);
  gauge('giaoban_live_sites', 'Sites for which a page speaks', () => sources.live().sites);
  gauge('giaoban_media_workers', 'mediasoup workers alive', () => sources.media().workers);
  gauge(
    'giaoban_media_worker_deaths_total',
    'mediasoup workers that died since the start',
    () => sources.media().deaths,
  );
  gauge('giaoban_media_transports', 'WebRTC transports open', () => sources.media().transports);
  gauge('giaoban_media_producers', 'Streams pages send to the SFU', () => sources.media().producers);
  gauge(
    'giaoban_media_consumers',
    'Streams the SFU sends to pages, prepared ones included',
    () => sources.media().consumers,
  );
  return () => registry.metrics();
}
