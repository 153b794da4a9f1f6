/** How soon whoever it is for should look at it, ascending: the order of messages in the field. */
export const precedences = ["routine", "priority", "immediate", "flash"] as const;
export type Precedence = (typeof precedences)[number];
