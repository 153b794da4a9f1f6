/** Bits of `record.state`. */
export const latest = 1;
export const revoked = 2;
export const withdrawn = 4;
/** Its words stand in the search index. */
export const indexed = 8;

/** What it rests on is not as its release class tells. */
export const unsettled = 16;

/** Values of `offer.state`. */
export const open = 0;
/** Taken out before it was served. */
export const voided = 1;
/** Taken back after it was served; never served again. */
export const recalled = 2;
/** Taken back before it was served: told as voided, but not to be offered anew. */
export const stopped = 3;
