/** An image with nothing in it but what is seen. */
export interface Stripped {
  bytes: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
}
