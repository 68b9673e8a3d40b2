"""Vectors of patches by PyTorch, which the graphs' second output is held to.

Writes golden/patches.json. Needs torch, Pillow and numpy:  python3 training/make_patch_fixtures.py
"""

import base64
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def load(name):
    """The float32 tensors of a small safetensors file by their names."""
    content = (GOLDEN / name).read_bytes()
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    return {
        name: torch.frombuffer(bytearray(data[slice(*entry["data_offsets"])]), dtype=torch.float32)
        .reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def vit_patches(w, x, heads, patch, gelu):
    """ln_post(out_proj(softmax(k k' / sqrt(d) + omega) v)) . proj of the last block (NACLIP, arXiv 2404.08181)."""
    act = F.gelu if gelu else (lambda v: v * torch.sigmoid(1.702 * v))
    norm = lambda v, n: F.layer_norm(v, v.shape[-1:], w[n + ".weight"], w[n + ".bias"])
    x = F.conv2d(x, w["visual.conv1.weight"], stride=patch)
    grid = x.shape[-1]
    x = x.flatten(2).transpose(1, 2)
    x = torch.cat([w["visual.class_embedding"].expand(len(x), 1, -1), x], 1)
    x = norm(x + w["visual.positional_embedding"], "visual.ln_pre")
    split = lambda v: v.unflatten(-1, (heads, -1)).transpose(1, 2)
    yx = torch.stack(torch.meshgrid(torch.arange(grid), torch.arange(grid), indexing="ij"), -1).reshape(-1, 2)
    omega = torch.exp(-((yx[:, None] - yx[None]) ** 2).sum(-1) / (2 * 5**2))
    omega = F.pad(omega, (1, 0, 1, 0))
    layers = len([n for n in w if n.startswith("visual.") and n.endswith("attn.in_proj_weight")])
    for i in range(layers):
        p = f"visual.transformer.resblocks.{i}."
        y = norm(x, p + "ln_1")
        q, k, v = map(split, F.linear(y, w[p + "attn.in_proj_weight"], w[p + "attn.in_proj_bias"]).chunk(3, -1))
        ask, bias = (k, omega) if i == layers - 1 else (q, 0)
        y = (ask @ k.transpose(-1, -2) / k.shape[-1] ** 0.5 + bias).softmax(-1) @ v
        y = F.linear(y.transpose(1, 2).flatten(2), w[p + "attn.out_proj.weight"], w[p + "attn.out_proj.bias"])
        if i == layers - 1:
            return norm(y[:, 1:], "visual.ln_post") @ w["visual.proj"]
        x = x + y
        y = act(F.linear(norm(x, p + "ln_2"), w[p + "mlp.c_fc.weight"], w[p + "mlp.c_fc.bias"]))
        x = x + F.linear(y, w[p + "mlp.c_proj.weight"], w[p + "mlp.c_proj.bias"])


def resnet_patches(w, x):
    """c_proj(v_proj(x)) at every place of the last feature map (MaskCLIP, arXiv 2112.01071)."""
    def conv(v, name, bn, **options):
        v = F.conv2d(v, w[f"{name}.weight"], **options)
        fields = ("running_mean", "running_var", "weight", "bias")
        return F.batch_norm(v, *(w[f"{bn}.{field}"] for field in fields))

    for i, stride in ((1, 2), (2, 1), (3, 1)):
        x = F.relu(conv(x, f"visual.conv{i}", f"visual.bn{i}", stride=stride, padding=1))
    x = F.avg_pool2d(x, 2)
    for stage in range(1, 5):
        blocks = len([n for n in w if n.startswith(f"visual.layer{stage}.") and n.endswith(".conv1.weight")])
        for block in range(blocks):
            p = f"visual.layer{stage}.{block}."
            stride = 2 if stage > 1 and block == 0 else 1
            y = F.relu(conv(x, p + "conv1", p + "bn1"))
            y = F.avg_pool2d(F.relu(conv(y, p + "conv2", p + "bn2", padding=1)), stride)
            y = conv(y, p + "conv3", p + "bn3")
            if p + "downsample.0.weight" in w:
                x = conv(F.avg_pool2d(x, stride), p + "downsample.0", p + "downsample.1")
            x = F.relu(y + x)
    x = x.flatten(2).transpose(1, 2)
    for layer in ("v_proj", "c_proj"):
        x = F.linear(x, w[f"visual.attnpool.{layer}.weight"], w[f"visual.attnpool.{layer}.bias"])
    return x


def pixels(name, shape):
    values = torch.frombuffer(bytearray((GOLDEN / name).read_bytes()), dtype=torch.float32)
    return values.reshape(shape)


def waves(count, side):
    """Pixels by a formula that the test writes down too: sin(i) in double precision."""
    i = torch.arange(count * 3 * side * side, dtype=torch.float64)
    return torch.sin(i).float().reshape(count, 3, side, side)


def photograph(side):
    """OpenCLIP's evaluation transform of one picture."""
    image = Image.open(GOLDEN / "picture-3-rgb-97x61.png").convert("RGB")
    short = min(image.size)
    image = image.resize([int(side * length / short) for length in image.size], Image.BICUBIC)
    left, top = (round((length - side) / 2) for length in image.size)
    image = image.crop((left, top, left + side, top + side))
    mean, std = np.array([[0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]], "f4")
    values = (np.asarray(image, "f4") / 255 - mean) / std
    return torch.from_numpy(values).permute(2, 0, 1)[None].contiguous()


def main():
    index = json.loads((GOLDEN / "index.json").read_text())
    vit = pixels("pixel_values.f32", index["pixel_values"]["shape"])[:2]
    resnet = pixels("pixel_values_rn.f32", index["pixel_values_rn"]["shape"])[:1]
    quick = load("tiny-quickgelu-openclip.safetensors")
    rn = load("tiny-rn-openclip.safetensors")
    cases = {
        "tiny-quickgelu": vit_patches(quick, vit, 2, 8, False),
        "tiny-gelu": vit_patches(load("tiny-gelu-openclip.safetensors"), vit, 2, 8, True),
        # The heads that this width allows; a configuration says how many there are, the tensors do not.
        **{f"heads-{h}": vit_patches(quick, vit[:1], h, 8, False) for h in (1, 4, 8)},
        "odd": vit_patches(load("init/init-odd-seed0.safetensors"), waves(1, 30), 2, 10, True),
        "photograph-vit": vit_patches(quick, photograph(48), 2, 8, False),
        "photograph-resnet": resnet_patches(rn, photograph(128)),
        "resnet": resnet_patches(rn, resnet),
        "resnet-double": resnet_patches(rn, waves(1, 128)),
        "resnet-wide": resnet_patches(rn, waves(1, 192)[:, :, :64].contiguous()),
    }
    told = {
        name: {
            "shape": list(values.shape),
            "data": base64.b64encode(values.contiguous().numpy().astype("<f4").tobytes()).decode(),
        }
        for name, values in cases.items()
    }
    (GOLDEN / "patches.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
