/** Says when to draw: one drawing after the other, a moment apart, and what a person does comes first. */
export interface DrawingGate {
  /** Something is to be drawn: at once, or as soon as may be. Of what comes until then only the last is drawn. */
  want(): void;
  /** The drawing that was begun stands there. */
  drawn(): void;
  /** A person did something: that is painted first. */
  acted(): void;
  close(): void;
}

/** Whoever goes on acting waits so many pauses for a drawing, and no longer. */
const mostPauses = 3;

/** `pause`: ms from the beginning of one drawing to the next; `now`: ms. */
export function drawingGate(
  draw: () => void,
  pause: number,
  now = () => performance.now(),
): DrawingGate {
  let drawing = false;
  /** Since when; null: nothing is to be drawn. */
  let wanted: number | null = null;
  let began = -Infinity;
  let acted = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    if (drawing || wanted === null || timer !== undefined) return;
    const afterAct = Math.min(acted + pause, wanted + mostPauses * pause);
    const wait = Math.max(began + pause, afterAct) - now();
    if (wait > 0) {
      timer = setTimeout(() => {
        timer = undefined;
        look();
      }, wait);
      return;
    }
    wanted = null;
    drawing = true;
    began = now();
    draw();
  }

  return {
    want() {
      wanted ??= now();
      look();
    },
    drawn() {
      drawing = false;
      look();
    },
    acted: () => void (acted = now()),
    close: () => clearTimeout(timer),
  };
}
