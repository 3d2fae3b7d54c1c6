using System.Text;

namespace CLiKA.Journal.Entries;

/// <summary>The binary format of a generated text: UTF-8.</summary>
internal sealed class TextFormat : IEntryFormat<string>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public void Write(BinaryWriter writer, string answer) => writer.Write(Strict.GetBytes(answer));

    /// <inheritdoc/>
    public string Read(BinaryReader reader) => Strict.GetString(reader.ReadBytes((int)reader.BaseStream.Length));
}
