const key = "tansiq.sound";
let context: AudioContext | null = null;

/** Browsers let a page be heard only after a person has done something in it; making ready for it waits until that is painted. */
const wake = () =>
  setTimeout(() => {
    context ??= new AudioContext();
    void context.resume();
  }, 1000);
addEventListener("pointerdown", wake, { once: true });
addEventListener("keydown", wake, { once: true });

class Sound {
  /** Kept on this machine. */
  on = $state(localStorage.getItem(key) !== "off");

  switch(): void {
    this.on = !this.on;
    localStorage.setItem(key, this.on ? "on" : "off");
    if (this.on) this.ring();
  }

  /** Two short tones; nothing where it is muted or nobody has touched the page yet. */
  ring(): void {
    if (!this.on || context?.state !== "running") return;
    for (const [nth, pitch] of [784, 1047].entries()) {
      const start = context.currentTime + nth * 0.18;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, start);
      loudness.gain.exponentialRampToValueAtTime(0.2, start + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.16);
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.17);
    }
  }
}

export const sound = new Sound();
