"""Writes golden/mobile/: tiny random MobileCLIPs as OpenCLIP saves them, their embeddings, and what chance leaves of one.

The models are OpenCLIP's own `CustomTextCLIP` around timm's own image towers, only smaller than those that timm has names
for: `vit_base_mci_224` (MobileCLIP-B) and `fastvit_mci1` (MobileCLIP-S1). Made with open_clip 2.26.1, timm 1.0.9,
PyTorch 1.13 and Pillow; the two folders hold the packages of these names:

    python3 training/make_mobile_fixtures.py --timm ../pytorch-image-models --open-clip ../open_clip/src
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import nn

import upstream
from make_pair_fixtures import CLIP_IDS, CLIP_TEXTS, PICTURES, as_pixels, cropped
from safetensors_io import save

OUT = Path(__file__).resolve().parent.parent / "golden" / "mobile"

EMBED, CONTEXT, VOCAB = 10, 16, 600
TEXT = {"context_length": CONTEXT, "vocab_size": VOCAB, "width": 16, "heads": 2, "layers": 2}
VIT = {"width": 32, "layers": 2, "heads": 1, "size": 48}
FASTVIT = {"layers": [1, 2, 1, 1], "widths": [4, 8, 16, 32], "size": 64}

SEED = 29


def tiny_vit(name: str, num_classes: int = EMBED, global_pool: str = "token", pretrained: bool = False, **_):
    """`vit_base_mci_224` in every line but its sizes."""
    from timm.layers import HybridEmbed
    from timm.models.vision_transformer import VisionTransformer
    from timm.models.vision_transformer_hybrid import ConvStem

    width = VIT["width"]
    stem = ConvStem(
        channels=(width // 4, width // 4, width),
        stride=(4, 2, 2),
        kernel_size=(4, 2, 2),
        padding=0,
        act_layer=nn.GELU,
    )
    return VisionTransformer(
        img_size=VIT["size"],
        patch_size=1,
        embed_layer=partial(HybridEmbed, backbone=stem, proj=False),
        embed_dim=width,
        depth=VIT["layers"],
        num_heads=VIT["heads"],
        no_embed_class=True,
        num_classes=num_classes,
        global_pool=global_pool,
    )


def tiny_fastvit(name: str, num_classes: int = EMBED, global_pool: str = "avg", pretrained: bool = False, **_):
    """`fastvit_mci1` in every line but its sizes."""
    from timm.models.fastvit import FastVit, RepConditionalPosEnc

    return FastVit(
        layers=tuple(FASTVIT["layers"]),
        embed_dims=tuple(FASTVIT["widths"]),
        mlp_ratios=(3, 3, 3, 3),
        se_downsamples=(False, False, True, True),
        pos_embs=(None, None, None, partial(RepConditionalPosEnc, spatial_shape=(7, 7))),
        token_mixers=("repmixer", "repmixer", "repmixer", "attention"),
        lkc_use_act=True,
        num_classes=num_classes,
        global_pool=global_pool,
    )


KINDS = {
    "vit": ("vit_base_mci_224", "token", VIT["size"], False, tiny_vit),
    "fastvit": ("fastvit_mci1", "avg", FASTVIT["size"], True, tiny_fastvit),
}


def model_config(kind: str, proj: str | None = None) -> dict:
    """As in OpenCLIP's `model_configs`."""
    name, pool, size, unmasked, _ = KINDS[kind]
    vision = {
        "timm_model_name": name,
        "timm_model_pretrained": False,
        "timm_pool": pool,
        "timm_proj": proj,
        "timm_drop": 0.0,
        "timm_drop_path": 0.0,
        "image_size": size,
    }
    return {"embed_dim": EMBED, "vision_cfg": vision, "text_cfg": {**TEXT, "no_causal_mask": unmasked}, "custom_text": True}


def build(kind: str, proj: str | None = None) -> nn.Module:
    import timm
    from open_clip.model import CustomTextCLIP

    def create(*given, **named):
        trunk = KINDS[kind][-1](*given, **named)
        trunk.default_cfg = {}
        return trunk

    made, timm.create_model = timm.create_model, create
    config = model_config(kind, proj)
    try:
        return CustomTextCLIP(config["embed_dim"], config["vision_cfg"], config["text_cfg"]).eval()
    finally:
        timm.create_model = made


def disturb(model: nn.Module, size: int) -> None:
    """Away from what a constructor leaves: ones, zeros and scales of 1e-5 would hide a mistake. Rounded to halves, as saved."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name == "logit_scale":
                continue
            if name.endswith("gamma"):
                parameter.uniform_(0.3, 1.0)
            elif parameter.dim() > 1 and "embed" not in name:
                nn.init.normal_(parameter, std=1.4 * parameter[0].numel() ** -0.5)
            else:
                parameter.add_(torch.randn(parameter.shape) * 0.2)
        # Statistics as a training leaves them, or numbers would grow from layer to layer.
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.momentum = 0.9
        model.train()(torch.rand(32, 3, size, size))
        model.eval()
        for tensor in model.state_dict().values():
            if tensor.is_floating_point():
                tensor.copy_(tensor.half().float())


def saved(model: nn.Module) -> dict[str, np.ndarray]:
    return {
        name: tensor.half().numpy() if tensor.is_floating_point() else tensor.numpy()
        for name, tensor in model.state_dict().items()
    }


def embeddings(kind: str, model: nn.Module, pixels: torch.Tensor, ids: torch.Tensor) -> dict:
    with torch.no_grad():
        image, text = model.encode_image(pixels), model.encode_text(ids)
    return {"image_embeds": image.tolist(), "text_embeds": text.tolist()}


def pair(kind: str) -> dict:
    torch.manual_seed(SEED)
    model = build(kind)
    disturb(model, KINDS[kind][2])
    save(OUT / f"{kind}.safetensors", saved(model))
    pixels = as_pixels([cropped(name, KINDS[kind][2]) for name in PICTURES])
    ids = torch.tensor([row + [0] * (CONTEXT - len(row)) for row in CLIP_IDS])
    config = {
        "model_cfg": model_config(kind),
        "preprocess_cfg": {"mean": [0.0] * 3, "std": [1.0] * 3, "interpolation": "bilinear", "resize_mode": "shortest"},
    }
    return {"config": config, **embeddings(kind, model, pixels, ids)}


def shown(tensor: torch.Tensor) -> list[float]:
    """The first two numbers and the last two; one number where all are equal."""
    values = tensor.detach().flatten().tolist()
    own = values[:1] if len(set(values)) == 1 else values[:2] + values[-2:]
    return [float(f"{value:.9g}") for value in own]


def start(kind: str, seed: int, proj: str | None) -> dict:
    torch.manual_seed(seed)
    state = build(kind, proj).state_dict()
    samples = {name: shown(tensor) for name, tensor in state.items() if not name.endswith("num_batches_tracked")}
    return {"seed": seed, "timm_proj": proj or "", "parameters": samples}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--timm", type=Path, required=True)
    parser.add_argument("--open-clip", type=Path, required=True)
    folders = parser.parse_args()
    upstream.use(folders.timm, folders.open_clip)
    OUT.mkdir(exist_ok=True)
    index: dict = {"pictures": PICTURES, "texts": CLIP_TEXTS, "input_ids": CLIP_IDS}
    for kind in KINDS:
        index[kind] = {**pair(kind), "starts": [start(kind, 3, None), start(kind, 4, "linear")]}
    (OUT / "index.json").write_text(json.dumps(index, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
