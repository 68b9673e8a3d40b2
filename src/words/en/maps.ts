/** Where in a picture an answer comes from, in English. */
export const enMaps = {
  'maps.ways': 'Ways to look',
  'maps.cover': 'Cover it',
  'maps.parts': 'Parts on their own',
  'maps.patches': 'Patches',
  'maps.one-label':
    'With fewer than two labels there is nothing to tell apart: every part of the picture would get the same answer. Add a second label.',
  'maps.guess-first': 'The bars of this picture are covered. Reveal them first.',
  'maps.column.loading': 'The model is still on its way. This comes when it is here.',
  'maps.column.without': 'No model answers in this column. Load one, or choose another.',
  'maps.column.reading': 'The labels are still being encoded.',
  'maps.cover.surface': '{name}, to be covered',
  'maps.cover.keys':
    'Arrows move a frame, with Shift they change its size, Enter covers what is in it, Backspace takes the last step back.',
  'maps.cover.hint':
    'Drag over a part of the picture to cover it. By keyboard: arrows move a frame, Shift and arrows resize it, Enter covers, Backspace takes back.',
  'maps.cover.full':
    '{count} parts are covered, which is as many as there can be. Take some back to cover others.',
  'maps.cover.clear': 'Uncover all',
  'maps.cover.too-small': 'That was too small to cover anything. Draw a larger part.',
  'maps.cover.frame':
    'Frame {width} wide and {height} high, {left} from the left, {top} from above.',
  'maps.cover.undone':
    'Taken back. {count} part is covered. || Taken back. {count} parts are covered.',
  'maps.cover.falls': 'Without this part, {label} falls from {from} to {to}.',
  'maps.cover.rises': 'Without this part, {label} rises from {from} to {to}.',
  'maps.cover.same': 'Without this part, nothing changes.',
  'maps.cover.note':
    'What is covered is filled with the picture’s mean colour, and the model looks at the rest anew. A part can matter together with others although nothing changes without it alone.',
  'maps.label': 'Map of',
  'maps.label.all': 'all labels',
  'maps.parts.lead':
    'The picture is cut into parts that overlap, and the model looks at each as if it were a picture of its own.',
  'maps.patches.lead':
    'The model looks at the picture once, and its last layer is read at every patch instead of for the whole.',
  'maps.parts.fine': 'Parts',
  'maps.parts.fine-of': '{value} × {value}',
  'maps.patches.fine': 'Size of the picture for a ResNet',
  'maps.patches.fine-of': '{value} × its own',
  'maps.map': 'Maps of {name}, column {number}',
  'maps.keys': 'Arrows ask about one place after the other.',
  'maps.figure': '{label}: most at row {row}, column {column} ({value})',
  'maps.highest': 'at most {value}',
  'maps.point': 'Point at a place for its numbers, or go there with the arrow keys.',
  'maps.outside': 'The model does not see this place: it looks at the square in the middle.',
  'maps.parts.best': 'This part is nearest to:',
  'maps.patches.best': 'This patch is nearest to:',
  'maps.place': 'Row {row}, column {column}: {labels}',
  'maps.size': 'Read at {size} × {size} pixels: {rows} rows and {columns} columns of patches.',
  'maps.cut': 'The first {count} labels are shown. Choose one to see another.',
  'maps.asking': 'Looking at the parts',
  'maps.stopped': 'Stopped.',
  'maps.random':
    'The words of this column are random numbers: whatever its image side sees, this map means nothing.',
  'maps.by-words':
    'This column’s bars come from pictures; the map compares with its words all the same.',
  'maps.legend':
    'How much nearer a place is to the label than to the labels on average. One scale for all columns and labels.',
  'maps.legend.exactly':
    'The number is the cosine of a place with the label, minus the mean of its cosines with all labels.',
  'maps.parts.not-how':
    'Each part was compared with the words on its own. This is not how the model decided about the whole picture.',
  'maps.patches.not-how':
    'Each patch was compared with the words on its own. This is not how the model decided about the whole picture.',
} as const;
