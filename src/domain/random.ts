/** Source of random bytes, injected: the system's in a node, seeded in tests and the simulator. */
export type Random = (bytes: number) => Uint8Array;
