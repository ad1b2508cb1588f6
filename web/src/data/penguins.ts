// Real data: bill length and depth of 342 penguins (source and licence in penguins.json).
import data from './penguins.json' with { type: 'json' };

export const penguins = {
  columns: [data.columns[0], data.columns[1]] as [string, string],
  X: Float64Array.from(data.x),
  z: Int32Array.from(data.z),
  classes: data.classes,
};
