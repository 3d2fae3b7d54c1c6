using System.Buffers.Binary;

namespace CLiKA.Import.Tables;

/// <summary>
/// Checks the footer of a Parquet file, in Thrift's compact protocol, before the library reads it: the library allocates as many list elements as
/// the list claims to have.
/// </summary>
internal static class ParquetFooter
{
    private const int MagicSize = 4;
    private const int MostNested = 32;

    /// <summary>Returns whether every length in the footer of a file fits into the footer.</summary>
    /// <param name="file">The bytes of the file.</param>
    public static bool IsWhole(ReadOnlySpan<byte> file)
    {
        const int TailSize = sizeof(uint) + MagicSize;
        var length = file.Length < TailSize ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(file[^TailSize..]);
        return length <= file.Length - TailSize && new Walk(file[^(TailSize + (int)length)..^TailSize]).Struct(depth: 0);
    }

    private ref struct Walk(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool Struct(int depth)
        {
            while (depth <= MostNested && Byte(out var head))
            {
                if (head == 0)
                {
                    return true;
                }

                // The id of a field is in its header or follows it; a Boolean value is part of the header.
                var (isNear, type) = (head >> 4 != 0, head & 0xF);
                if (!(isNear || Number(out _)) || !(type is 1 or 2 || Value(type, depth)))
                {
                    return false;
                }
            }

            return false;
        }

        private bool Value(int type, int depth) => type switch
        {
            1 or 2 or 3 => Skip(1),
            4 or 5 or 6 => Number(out _),
            7 => Skip(sizeof(double)),
            8 => Number(out var length) && Skip(length),
            9 or 10 => List(depth),
            12 => Struct(depth + 1),
            _ => false,
        };

        // An element takes at least one byte.
        private bool List(int depth)
        {
            if (!Byte(out var head))
            {
                return false;
            }

            var count = (ulong)(head >> 4);
            if ((count == 0xF && !Number(out count)) || count > (ulong)_rest.Length || depth > MostNested)
            {
                return false;
            }

            for (var element = 0UL; element < count; element++)
            {
                if (!Value(head & 0xF, depth + 1))
                {
                    return false;
                }
            }

            return true;
        }

        private bool Number(out ulong number)
        {
            number = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                if (!Byte(out var part))
                {
                    return false;
                }

                number |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return true;
                }
            }

            return false;
        }

        private bool Byte(out byte value)
        {
            value = _rest.IsEmpty ? (byte)0 : _rest[0];
            return Skip(1);
        }

        private bool Skip(ulong length)
        {
            if (length > (ulong)_rest.Length)
            {
                return false;
            }

            _rest = _rest[(int)length..];
            return true;
        }
    }
}
