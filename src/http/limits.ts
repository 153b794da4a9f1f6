/** Bounds of what one client may ask of the node. Times in ms. */
export interface Limits {
  bodyBytes: number;
  /** Of a bundle that is uploaded; it passes through and is never held whole. */
  uploadBytes: number;
  /** Failed attempts for one name from one address within the window. */
  signInAttempts: number;
  signInWindow: number;
  /** Passwords that are checked at one time (scrypt: 24 ms and 16 MB each), and those that wait. */
  signInParallel: number;
  signInWaiting: number;
  eventClients: number;
  /** What may wait in one client's event stream before it is disconnected. */
  eventQueueBytes: number;
  eventHeartbeat: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 1_048_576,
  uploadBytes: 512 * 1_048_576,
  signInAttempts: 10,
  signInWindow: 300_000,
  signInParallel: 2,
  signInWaiting: 50,
  eventClients: 500,
  eventQueueBytes: 262_144,
  eventHeartbeat: 15_000,
};
