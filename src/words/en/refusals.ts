/** Why a picture, a file, a server or a model was refused, and what to do, by the code of the error, in English. */
export const enRefusals = {
  'error.picture-unreadable':
    'The browser cannot decode this {format} picture ({detail}). Save it as PNG or JPEG and add it again.',
  'error.picture-truncated':
    'This {format} file ends in the middle of the picture, after {bytes} bytes. Copy it again from where it came from.',
  'error.picture-too-large':
    'This {format} picture has too many pixels: {width} × {height}; fewer than {limit} can be read. Make it smaller, for example 4,000 pixels wide, and add it again.',
  'error.picture-format':
    'This is a file in the format {format}, which browsers do not show. Open it in a picture program, save it as PNG or JPEG, and add that.',
  'error.picture-svg': 'SVG is a drawing, not a picture of pixels. Save it as PNG and add that.',
  'error.picture-empty': 'This file is empty or could not be fetched. Choose another one.',
  'error.picture-not-a-picture':
    'This file is no picture. Choose a PNG, JPEG, WebP, GIF, BMP or AVIF file.',
  'error.download-failed':
    'The file could not be downloaded. Check the network and try again, or download it in another tab and drop it here.',
  'error.browser-silent':
    'The browser has not answered for {seconds} seconds ({what}). Load the page again; if it stays so, restart the browser.',
  'error.download-silent':
    'Nothing has come from the server for {seconds} seconds, so the request was ended. Try again: what is kept of the file is not downloaded twice.',
  'error.download-status': 'The server answered {status}. Check the address and try again.',
  'error.download-changed':
    'The file was replaced on the server while it was downloaded. Nothing of it was kept: load it again.',
  'error.download-wrong-length':
    'The server sent a file of another length than announced. Nothing of it was kept: check the address, or try again later.',
  'error.download-wrong-hash':
    'What arrived is not the file that the hub describes (another SHA-256). It was deleted: load it again, or choose another endpoint.',
  'error.server-busy':
    'The server has too much to do ({status}). What has arrived is kept: try again later.',
  'error.server-without-ranges':
    'This server sends whole files only, and what this one holds is told at its end. Load it without a look, or choose a .safetensors file.',
  'error.hub-address':
    '“{text}” names no repository. Type owner/name, or paste the address of one of its files.',
  'error.hub-gated':
    'The owner gives these files only to people who have signed in and accepted the conditions. Accept them on the hub, download the file there, and drop it here.',
  'error.hub-not-found':
    '{repo} does not exist, or is private. Check the spelling of owner and name.',
  'error.hub-listing-invalid':
    'What answered is no listing of files. Check the endpoint: it must speak the hub’s addresses.',
  'error.hub-nothing-loadable':
    'There is nothing in {where} that can be loaded as CLIP. Choose a repository with a .safetensors file, or name the file.',
  'error.kept-in-use':
    'This file belongs to a model that is loaded, perhaps in another tab. Remove that column or close that tab, then delete the file.',
  'error.kept-unknown': 'Nothing is kept of this address.',
  'error.unknown-parameter': 'The model has no parameter named {name}. Look for it in the list.',
  'error.patches-unavailable':
    'This model’s file brings its own computation, which gives one vector for a whole picture and none for its patches. Use the map of parts, which works with every model.',
  'error.too-much-work':
    'This file asks for more work than any honest one of its kind: {what}, of which {limit} are allowed. Take it from a source that you trust.',
  'error.training-data':
    'Nothing can be learned from these pictures and names ({kind}). Give at least two different names with a readable picture each.',
  'error.training-diverged':
    'The training came apart at step {step}: its loss is {loss}. Try a lower rate; the model is as it was.',
  'error.precision-unavailable':
    'fp16 needs WebGPU on a graphics card that computes this model rightly in half precision, which is not at hand here. Choose fp32 or int8.',
  'error.onnx-operator':
    '{file} uses the operator {what}, which no tower of CLIP needs. Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-inputs':
    '{file} does not take what a tower of CLIP takes ({what}). Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-outputs':
    '{file} gives {what}, not the one output image_embeds or text_embeds. Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-joined':
    '{file} holds both towers in one graph, and its {name} is computed from {what}, too, so the two cannot be taken apart. Choose the vision_model and text_model files that transformers.js uses.',
  'error.onnx-whole':
    '{file} is a ready graph that runs as a whole: {parameter} cannot be taken out of it. Take its whole side in fp32 with its own activation, or choose a .safetensors file.',
  'error.tokenizer-missing':
    'This checkpoint has no tokenizer.json, so labels cannot be read. Add it (CLIP’s own, for 49,408 tokens, is in openai/clip-vit-base-patch32 on the hub), or load a checkpoint that brings one for {vocabSize} tokens into another column.',
  'error.onnx-elsewhere':
    'This ONNX file does not hold all its weights itself. Choose one that does, or a .safetensors file.',
  'refused.sign-in':
    'The server gives this file only to those who may have it ({status}). If you may, sign in there, download it, and drop it here.',
  'refused.missing':
    'There is no file at this address ({status}). Check its spelling, or whether it has moved.',
  'refused.failed': 'The server has failed ({status}). Try again later.',
  'refused.busy':
    'The server has too much to do ({status}) and asks for a pause of {count} minute. What has arrived is kept: try again then. || The server has too much to do ({status}) and asks for a pause of {count} minutes. What has arrived is kept: try again then.',
  'refused.revision':
    '{repo} exists, but has no such revision. Check the name of the branch or commit in the address.',

  'picture.rows-missing':
    'This {format} file is cut off: {rows} of its {height} rows of pixels are there. Copy it again from where it came from.',
  'picture.memory':
    'There is not enough memory for this {format} picture of {width} × {height} pixels ({detail}). Make it smaller and add it again.',
  'picture.moved':
    'The browser can no longer read this file: it was moved, changed or removed ({detail}). Add it again.',
  'picture.no-size':
    'This {format} file is damaged: it does not say how large its picture is. Save it again from the program that made it.',
  'picture.format.heic':
    'This is a {format} picture, as iPhones save them; this browser cannot decode it. On the phone, choose Settings > Camera > Formats > Most Compatible for new pictures, or send this one to yourself by mail, which makes a JPEG of it; Safari opens it as it is.',
  'picture.format.raw':
    'This is a camera’s raw file ({format}), before any picture is made of it. Export it as JPEG, or take the JPEG that the camera saved beside it.',
  'picture.format.icon':
    'This is an icon ({format}), several small pictures in one file. Open it in a picture program and save the largest as PNG.',
  'picture.format.drawing-program':
    'This is a file of {format}, with its layers. Export it there as PNG and add that.',
  'picture.format.scientific':
    'This is a {format} file, which holds measurements rather than colours to look at. Choose a view of it in its own program and export that as PNG.',
  'picture.format.pdf':
    '{format} is a document, not a picture. Take a screenshot of the picture in it, or export the page as PNG.',
  'picture.not.html':
    'This is a web page, not a picture. Open it, save the picture in it by its own menu, and add that file.',
  'picture.not.video':
    'This is a film, not a picture. Stop it where you want, take a screenshot, and add that.',
  'picture.not.archive':
    'This is an archive, not a picture. Unpack it and add the pictures; “Evaluate” opens archives as they are.',
  'error.towers-apart':
    'These towers do not fit: the image side ends in {image} dimensions, the text side in {text}. Choose a text tower that ends in {image}.',
} as const;
