/** How far things reach, in cells as the crow flies. */
export const reach = { touch: 2, throwing: 15, shooting: 20, aiming: 25, sight: 50 } as const;
