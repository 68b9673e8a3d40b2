/**
 * What {@link twoSpaces} finds in the vectors of 500 photographs and their captions by OpenAI's ViT-B/16, published with Liang
 * et al., "Mind the Gap" (2022): the distance of the means, and the shares right with the gap as it is and closed.
 */
export const MEASURED = { pictures: 500, gap: 0.851, right: 0.552, closed: 0.302 } as const;
