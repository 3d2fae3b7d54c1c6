"""Prints the values that Float4Tests expects: numbers and scales as OCP's standards define them, multiplied as the libraries do, in 32 bits.

compressed-tensors (nvfp4/base.py, mxfp4/base.py and forward.py at ac8e2ba) divides scales by the global one; Model Optimizer (nvfp4_tensor.py at
a2fbac7) multiplies them.

    python3 float4.py > float4.txt
"""
import base64
import random
import struct

ROWS, COLUMNS = 4, 64


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def encoded(data):
    return base64.b64encode(bytes(data)).decode()


def floats(values):
    return encoded(struct.pack(f"<{len(values)}f", *values))


def minifloat(bits, exponent_bits, fraction_bits, bias):
    """A sign, an exponent and a fraction; subnormal where the exponent is 0."""
    sign = -1.0 if bits >> (exponent_bits + fraction_bits) else 1.0
    exponent = bits >> fraction_bits & (1 << exponent_bits) - 1
    fraction = bits & (1 << fraction_bits) - 1
    ones = fraction / (1 << fraction_bits)
    return sign * (2.0 ** (1 - bias) * ones if exponent == 0 else 2.0 ** (exponent - bias) * (1 + ones))


def e2m1(bits):
    return minifloat(bits, 2, 1, 1)


def e4m3(bits):
    return minifloat(bits, 4, 3, 7)


def e8m0(bits):
    return 2.0 ** (bits - 127)


def printed(name, packed, scales, each, block, whole=None):
    numbers = [number for pair in packed for number in (pair & 15, pair >> 4)]
    values = [single(e2m1(number) * each[index // block]) for index, number in enumerate(numbers)]
    print(name, "packed", encoded(packed))
    print(name, "scale", encoded(scales))
    if whole is not None:
        print(name, "global", floats([whole]))
    print(name, "expected", floats(values))


generator = random.Random(5)
pairs = bytes(generator.sample(range(256), ROWS * COLUMNS // 2))
nvidia = bytes([0, 1, 7, 8, 126, *(generator.randrange(127) for _ in range(ROWS * COLUMNS // 16 - 5))])
micro = bytes([0, 1, 127, 251, *(generator.randrange(100, 140) for _ in range(ROWS * COLUMNS // 32 - 4))])
large, small = single(448 * 6 / 0.37), single(0.37 / (448 * 6))
printed("compressed-tensors-nvfp4", pairs, nvidia, [single(e4m3(scale) / large) for scale in nvidia], 16, large)
printed("modelopt-nvfp4", pairs, nvidia, [single(e4m3(scale) * small) for scale in nvidia], 16, small)
printed("compressed-tensors-mxfp4", pairs, micro, [e8m0(scale) for scale in micro], 32)
