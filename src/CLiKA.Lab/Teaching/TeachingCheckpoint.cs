using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CLiKA.Lab.Teaching;

/// <summary>The state of a teaching on disk: a killed teaching resumes from it and ends with the same weights.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="identity">Everything that determines the result of the teaching; the checkpoint of another teaching is rejected.</param>
internal sealed class TeachingCheckpoint(string path, string identity)
{
    private readonly string _identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));

    /// <summary>Writes the state after a number of steps, atomically: a reader sees the old state or the new one.</summary>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public void Write(int steps, IReadOnlyList<Parameter> trained, OptimizerHelper optimizer) => AtomicFile.Write(path, stream =>
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(_identity);
        writer.Write(steps);
        foreach (var parameter in trained)
        {
            using var values = parameter.detach().cpu().contiguous();
            writer.Write(MemoryMarshal.AsBytes<float>(values.data<float>().ToArray()));
        }

        optimizer.save_state_dict(writer);
    });

    /// <summary>Restores the state.</summary>
    /// <returns>Number of completed steps; 0 if there is no checkpoint.</returns>
    /// <exception cref="InvalidInputException">The file belongs to another teaching, or is damaged.</exception>
    public int Read(IReadOnlyList<Parameter> trained, OptimizerHelper optimizer)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        PlainFile.Require(path);
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != _identity)
            {
                throw new InvalidInputException(
                    path, "is the checkpoint of another teaching: model, world, plan or seed differ. Delete it to begin anew.");
            }

            var steps = reader.ReadInt32();
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            foreach (var parameter in trained)
            {
                var values = new float[parameter.numel()];
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
                parameter.copy_(tensor(values).reshape(parameter.shape));
            }

            optimizer.load_state_dict(reader);
            return steps;
        }
        catch (Exception error) when (error is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            throw new InvalidInputException(path, $"cannot be read as a checkpoint: {error.Message}. Delete it to begin anew.", error);
        }
    }
}
