// How loud a microphone is, without keeping or sending anything. For the proof in an idle room and for noticing a silent
// microphone while its site has the floor.

/** Level under which nobody is speaking into the microphone; RMS of full scale. */
export const SILENCE_LEVEL = 0.004;

export interface LevelMeter {
  /** 0 (silence) to 1; the last few milliseconds. */
  read(): number;
  close(): void;
}

/** Listens to a track until closed. The track itself is left alone. */
export function createLevelMeter(track: MediaStreamTrack): LevelMeter {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    close() {
      source.disconnect();
      void context.close();
    },
  };
}
