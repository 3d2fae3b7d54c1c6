using System.Buffers.Binary;
using System.Text;

namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>Changes bytes: flips, cuts, repeats, and writes extreme numbers and words of the format where others stood.</summary>
/// <param name="words">Words of the format; may be none.</param>
internal sealed class ByteMutation(params string[] words) : IMutation
{
    // An input that is repeated again and again must not grow without end.
    private const int MostRepeated = 4096;

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Apply(byte[] input, IReadOnlyList<Edit> edits)
    {
        var bytes = input.ToList();
        foreach (var edit in edits)
        {
            Apply(bytes, edit);
        }

        return [.. bytes];
    }

    private void Apply(List<byte> bytes, Edit edit)
    {
        // What is in the head decides most: a third of all edits are there.
        var place = Edit.Pick(edit.Place / 3, 1 + (edit.Place % 3 == 0 ? Math.Min(bytes.Count, 64) : bytes.Count));
        var length = 1 + Edit.Pick(edit.Value >> 8, edit.Value % 4 == 0 ? 64 : 4);
        var there = Math.Min(length, bytes.Count - place);
        switch (Edit.Pick(edit.Kind, _words.Length > 0 ? 12 : 9))
        {
            case 0 when there > 0:
                bytes[place] ^= (byte)(1 << (int)(edit.Value % 8));
                break;
            case 1 when there > 0:
                bytes[place] = (byte[])[0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\n', (byte)edit.Value] is var choice
                    ? choice[Edit.Pick(edit.Value, choice.Length)]
                    : default;
                break;
            case 2:
                bytes.RemoveRange(place, there);
                break;
            case 3:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 4:
                bytes.InsertRange(place, BitConverter.GetBytes(edit.Value)[..Math.Min(length, sizeof(uint))]);
                break;
            case 5:
                Insert(bytes, place, Repeated(bytes.GetRange(place, there), 1 + Edit.Pick(edit.Kind >> 8, 8)));
                break;
            case 6:
                Overwrite(bytes, place, Number(edit));
                break;
            case 7:
                Insert(bytes, Edit.Pick(edit.Value, 1 + bytes.Count), bytes.GetRange(place, there));
                break;
            case 8:
                bytes.InsertRange(0, (byte[])[0xEF, 0xBB, 0xBF]);
                break;
            default:
                Insert(bytes, place, _words.Length > 0 ? _words[Edit.Pick(edit.Value, _words.Length)] : []);
                break;
        }
    }

    private static byte[] Number(Edit edit)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Hostile.Numbers[Edit.Pick(edit.Value, Hostile.Numbers.Count)]);
        return bytes[..(1 << Edit.Pick(edit.Kind >> 8, 4))];
    }

    private static void Overwrite(List<byte> bytes, int place, byte[] with)
    {
        for (var index = 0; index < with.Length && place + index < bytes.Count; index++)
        {
            bytes[place + index] = with[index];
        }
    }

    private static List<byte> Repeated(List<byte> bytes, int exponent) =>
        [.. Enumerable.Repeat(bytes, 1 << exponent).SelectMany(part => part).Take(MostRepeated)];

    private static void Insert(List<byte> bytes, int place, IReadOnlyCollection<byte> more) => bytes.InsertRange(place, more);
}
