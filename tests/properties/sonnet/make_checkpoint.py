"""
Makes the small TensorFlow checkpoint of test_sonnet.py: the module tree of the published Enformer with small sizes, random arrays, and its outputs.

Run with tensorflow-cpu 2.21 and dm-sonnet 2.0.2, in an environment of its own, after writing brainkit.dna.distance_features(8, 12) to distances.npy beside this file:
python make_checkpoint.py. It leaves variables/ and truth.npz.
"""
import shutil
from pathlib import Path

import numpy as np
import sonnet as snt
import tensorflow as tf

HERE = Path(__file__).parent
DIM, DEPTH, HEADS, KEY, TARGET, LENGTH = 24, 1, 2, 4, 4, 64
WIDTHS, TRACKS = (12, 24), {"human": 3, "mouse": 2}
START = snt.initializers.VarianceScaling(scale=2.0)


def gelu(x):
    return tf.nn.sigmoid(1.702 * x) * x


class Chain(snt.Module):
    "Layers one after the other, built inside their name."

    def __init__(self, layers, name):
        super().__init__(name=name)
        with tf.name_scope(name):
            self._layers = layers()

    def __call__(self, x, is_training):
        for layer in self._layers:
            told = {"is_training": is_training} if isinstance(layer, Chain | Beside | snt.BatchNorm | snt.Dropout) else {}
            x = layer(x, **told)
        return x


class Beside(snt.Module):
    def __init__(self, module):
        super().__init__(name="residual")
        self._module = module

    def __call__(self, x, is_training):
        return x + self._module(x, is_training=is_training)


class Pool(snt.Module):
    def __init__(self):
        super().__init__(name="softmax_pooling")
        self._logit_linear = None

    def __call__(self, x):
        _, length, width = x.shape
        if self._logit_linear is None:
            self._logit_linear = snt.Linear(width, with_bias=False, w_init=snt.initializers.Identity(2.0))
        x = tf.reshape(x, (-1, length // 2, 2, width))
        return tf.reduce_sum(x * tf.nn.softmax(self._logit_linear(x), axis=-2), -2)


class Attention(snt.Module):
    def __init__(self, name):
        super().__init__(name=name)
        linear = lambda width, name, bias=False: snt.Linear(width, name=name, with_bias=bias, w_init=START)
        self._q_layer, self._k_layer, self._r_k_layer = (linear(HEADS * KEY, name) for name in ("q_layer", "k_layer", "r_k_layer"))
        self._v_layer, self._embedding_layer = linear(DIM, "v_layer"), linear(DIM, "embedding_layer", True)
        self._r_w_bias, self._r_r_bias = (tf.Variable(START([1, HEADS, 1, KEY], dtype=tf.float32), name=name) for name in ("r_w_bias", "r_r_bias"))
        self.distances = np.load(HERE / "distances.npy")

    def split(self, layer, x):
        y = snt.BatchApply(layer)(x)
        return tf.transpose(tf.reshape(y, [-1, x.shape[1], HEADS, y.shape[-1] // HEADS]), [0, 2, 1, 3])

    def __call__(self, x):
        n = x.shape[1]
        q, k, v, far = self.split(self._q_layer, x) * KEY**-0.5, self.split(self._k_layer, x), self.split(self._v_layer, x), self.split(self._r_k_layer, tf.constant(self.distances)[None])
        place = tf.matmul(q + self._r_r_bias, far, transpose_b=True)
        place = tf.stack([place[:, :, i, n - 1 - i:2 * n - 1 - i] for i in range(n)], 2)
        mixed = tf.matmul(tf.nn.softmax(tf.matmul(q + self._r_w_bias, k, transpose_b=True) + place), v)
        return self._embedding_layer(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [-1, n, DIM]))


class Crop(snt.Module):
    def __call__(self, x):
        cut = (x.shape[-2] - TARGET) // 2
        return x[..., cut:-cut, :]


def conv(width, kernel=1, name="conv_block"):
    return Chain(lambda: [snt.BatchNorm(create_scale=True, create_offset=True, decay_rate=0.9), gelu, snt.Conv1D(width, kernel)], name)


def stage(width, k):
    return Chain(lambda: [conv(width, 5), Beside(conv(width, 1, "pointwise_conv_block")), Pool()], f"conv_tower_block_{k}")


def block(k):
    attend = lambda: [snt.LayerNorm(-1, True, True), Attention(f"attention_{k}"), snt.Dropout(0.4)]
    widen = lambda: [snt.LayerNorm(-1, True, True), snt.Linear(2 * DIM), snt.Dropout(0.4), tf.nn.relu, snt.Linear(DIM), snt.Dropout(0.4)]
    return Chain(lambda: [Beside(Chain(attend, "mha")), Beside(Chain(widen, "mlp"))], f"transformer_block_{k}")


class Enformer(snt.Module):
    def __init__(self):
        super().__init__(name="enformer")
        stem = lambda: [snt.Conv1D(DIM // 2, 15), Beside(conv(DIM // 2, 1, "pointwise_conv_block")), Pool()]
        self._trunk = Chain(lambda: [Chain(stem, "stem"), Chain(lambda: [stage(w, k) for k, w in enumerate(WIDTHS)], "conv_tower"), Chain(lambda: [block(k) for k in range(DEPTH)], "transformer"), Crop(name="target_input"),
                                     Chain(lambda: [conv(2 * DIM), snt.Dropout(0.05), gelu], "final_pointwise")], "trunk")
        self._heads = {name: Chain(lambda n=n: [snt.Linear(n), tf.nn.softplus], f"head_{name}") for name, n in TRACKS.items()}

    def __call__(self, x, is_training):
        x = self._trunk(x, is_training)
        return {name: head(x, is_training) for name, head in self._heads.items()}

    @tf.function(input_signature=[tf.TensorSpec([None, LENGTH, 4], tf.float32)])
    def predict_on_batch(self, x):
        return self(x, is_training=False)


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    tf.random.set_seed(1)
    x = np.eye(4, dtype=np.float32)[rng.integers(0, 4, (2, LENGTH))]
    model = Enformer()
    for _ in range(2):
        model(tf.constant(x), is_training=True)                          # builds it, and moves the running statistics
    for v in model.trainable_variables:
        v.assign_add(0.1 * rng.normal(size=v.shape).astype(np.float32))
    np.savez(HERE / "truth.npz", x=x, **{name: y.numpy() for name, y in model.predict_on_batch(tf.constant(x)).items()})
    root = tf.Module()
    root.model, root.all_variables = model, list(model.variables)        # arrays are stored as all_variables/0, 1, …: only the map of objects knows their paths
    tf.saved_model.save(root, HERE / "saved")
    shutil.rmtree(HERE / "variables", ignore_errors=True)
    shutil.move(HERE / "saved" / "variables", HERE / "variables")
    shutil.rmtree(HERE / "saved")
