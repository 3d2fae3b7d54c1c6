"""Prints the values that BitsAndBytesTests expects, as bitsandbytes computes them (functional.py and backends/default/ops.py at 95f9af3), in 32 bits.

    python3 bitsandbytes.py
"""
import base64
import json
import random
import struct

ROWS, COLUMNS, BLOCK, NESTED_BLOCK = 4, 40, 64, 256

# get_4bit_type
NF4 = [
    -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334, -0.09105003625154495, 0.0,
    0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0]
FP4 = [0, 0.0625, 8.0, 12.0, 4.0, 6.0, 2.0, 3.0, -0, -0.0625, -8.0, -12.0, -4.0, -6.0, -2.0, -3.0]


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def floats(values):
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()


def nearest(value, codes):
    return min(range(len(codes)), key=lambda code: abs(codes[code] - value))


def dynamic_map():
    """create_dynamic_map, signed, 7 bits of exponent."""
    data = []
    for i in range(7):
        items = 2 ** i + 1
        boundaries = [0.1 + (1 - 0.1) * step / (items - 1) for step in range(items)]
        means = [(low + high) / 2 * 10 ** (-6 + i) for low, high in zip(boundaries, boundaries[1:])]
        data += means + [-mean for mean in means]
    return sorted(single(value) for value in data + [0, 1.0])


def quantized(name, codes, weights, nested):
    codes = [single(code / max(map(abs, codes))) for code in codes]
    blocks = [weights[start:start + BLOCK] for start in range(0, len(weights), BLOCK)]
    largest = [max(map(abs, block)) for block in blocks]
    numbers = [nearest(value / most, codes) for block, most in zip(blocks, largest) for value in block]
    packed = bytes(first << 4 | second for first, second in zip(numbers[::2], numbers[1::2]))
    state = {"quant_type": name, "blocksize": BLOCK, "dtype": "bfloat16", "shape": [ROWS, COLUMNS]}
    print(name, "weight", base64.b64encode(packed).decode())
    print(name, "quant_map", floats(codes))
    if nested:
        offset = single(sum(largest) / len(largest))
        map8 = dynamic_map()
        most = single(max(abs(value - offset) for value in largest))
        bytes8 = [nearest((value - offset) / most, map8) for value in largest]
        print(name, "absmax", base64.b64encode(bytes(bytes8)).decode())
        print(name, "nested_quant_map", floats(map8))
        print(name, "nested_absmax", floats([most]))
        state |= {"nested_blocksize": NESTED_BLOCK, "nested_dtype": "float32", "nested_offset": offset}
        # dequantize_blockwise, and the offset added to its result.
        largest = [single(single(map8[number] * most) + offset) for number in bytes8]
    else:
        print(name, "absmax", floats(largest))
    print(name, "quant_state", json.dumps(state))
    print(name, "expected", floats([single(codes[number] * largest[index // BLOCK]) for index, number in enumerate(numbers)]))


generator = random.Random(7)
matrix = [single(generator.gauss(0, 0.02 * (1 + index // COLUMNS))) for index in range(ROWS * COLUMNS)]
quantized("nf4", NF4, matrix, nested=True)
quantized("fp4", FP4, matrix, nested=False)
