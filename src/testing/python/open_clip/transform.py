"""OpenCLIP's evaluation transform with Pillow and numpy, as torchvision computes it."""

import numpy as np
import torch
from PIL import Image


def image_transform(image_size, is_train, mean, std):
    assert not is_train

    def transform(picture: Image.Image) -> torch.Tensor:
        width, height = picture.size
        short = min(width, height)
        size = (int(image_size * width / short), int(image_size * height / short))
        picture = picture.resize(size, Image.BICUBIC)
        left = int(round((size[0] - image_size) / 2.0))
        top = int(round((size[1] - image_size) / 2.0))
        picture = picture.crop((left, top, left + image_size, top + image_size)).convert("RGB")
        pixels = torch.from_numpy(np.asarray(picture).copy()).permute(2, 0, 1).float() / 255
        return (pixels - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]

    return transform
