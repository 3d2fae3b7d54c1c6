using System.Diagnostics;
using CLiKA.Alignment.Tests;
using CLiKA.Fuzzing.Tests.Mutations;
using CsCheck;

namespace CLiKA.Fuzzing.Tests;

/// <summary>
/// Reads hostile inputs of one format. Each is read, or refused by an <see cref="InvalidInputException"/> that names it, within bounds of
/// time and memory. Inputs are a function of the seed and their number, whatever ran before them.
/// </summary>
internal sealed class FuzzRun : IDisposable
{
    // Beside what the target allows.
    private const long AllowedBytesPerByte = 2_000;

    private const int LongestMessage = 2 * 2_000 * 10;

    private const int MostFindings = 25;
    private const int StackBytes = 1 << 20;
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(60);

    private readonly FuzzTarget _target;
    private readonly string _root = Directory.CreateTempSubdirectory("clika-fuzz-").FullName;
    private readonly string _folder;
    private readonly List<FuzzFinding> _findings = [];
    private string? _changed;
    private volatile int _number = -1;
    private long _began;

    public FuzzRun(FuzzTarget target)
    {
        _target = target;
        _folder = Directory.CreateDirectory(Path.Combine(_root, "input")).FullName;
        foreach (var file in target.Beside.Concat(target.Seeds.DistinctBy(seed => seed.File)))
        {
            Write(file.File, file.Content);
        }
    }

    public IReadOnlyList<FuzzFinding> Findings => _findings;

    /// <summary>How many inputs were read to their end.</summary>
    public int Read { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Files outside of the input's folder that reading left behind: beside it, among temporary files, and in the current folder.</summary>
    public IReadOnlyList<string> Strays =>
        [.. Directory.EnumerateFileSystemEntries(_root).Concat(Surroundings.Entries).Where(path => path != _folder && path != _root)];

    /// <summary>Reads the inputs as they are, without a change: each has to be read.</summary>
    public void ReadSeeds()
    {
        Watch(() =>
        {
            foreach (var seed in _target.Seeds)
            {
                if (Try(0, seed, _target.Finish(seed.Content)) is { } fault)
                {
                    _findings.Add(new(0, fault.Problem, fault.Signature, seed.File));
                }

                Write(seed.File, seed.Content);
            }

            _number = -1;
        });
        if (Refused > 0 || _findings.Count > 0)
        {
            throw new InvalidOperationException($"{_target.Name}: {Refused} of the real inputs are refused. {string.Join(' ', _findings)}");
        }

        Read = 0;
    }

    /// <summary>Reads hostile inputs, on a thread with a stack of a megabyte; gives up where one takes a minute.</summary>
    public void Run(int seed, int first, int count) => Watch(() => Work(seed, first, count));

    /// <summary>Reads contents in the place of each of the real inputs.</summary>
    public void Run(params byte[][] contents) => Watch(() =>
    {
        foreach (var seed in _target.Seeds.DistinctBy(seed => seed.File))
        {
            foreach (var (number, content) in contents.Index())
            {
                if (Try(number, seed, _target.Finish(content)) is { } fault)
                {
                    _findings.Add(new(number, fault.Problem, fault.Signature, Save(number)));
                }
            }
        }

        _number = -1;
    });

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // A thread of its own: that of the test may be the only one on which what is awaited goes on.
    private void Watch(Action work)
    {
        var thread = new Thread(() => work(), StackBytes) { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (_number >= 0 && Stopwatch.GetElapsedTime(Interlocked.Read(ref _began)) > LongestRead)
            {
                _findings.Add(new(_number, $"was not read within {LongestRead.TotalSeconds} s.", "hang", Save(_number)));
                return;
            }
        }
    }

    private void Work(int seed, int first, int count)
    {
        for (var number = first; number < first + count && _findings.Count < MostFindings; number++)
        {
            var generator = new PCG((uint)seed, (ulong)number);
            var edits = Edit.Some.Generate(generator, null, out _);
            var input = _target.Seeds[Edit.Pick(generator.Next(), _target.Seeds.Count)];
            if (Try(number, input, edits) is not { } fault)
            {
                continue;
            }

            // Fewer edits that meet the same fault are easier to understand.
            for (var left = edits.Length - 1; left >= 0 && edits.Length > 1; left--)
            {
                Edit[] fewer = [.. edits[..left], .. edits[(left + 1)..]];
                if (Try(number, input, fewer) is { } same && same.Signature == fault.Signature)
                {
                    (edits, fault) = (fewer, same);
                }
            }

            if (_findings.TrueForAll(finding => finding.Signature != fault.Signature))
            {
                _ = Try(number, input, edits);
                _findings.Add(new(number, fault.Problem, fault.Signature, Save(number)));
            }
        }

        _number = -1;
    }

    private (string Problem, string Signature)? Try(int number, FuzzSeed seed, IReadOnlyList<Edit> edits) =>
        Try(number, seed, _target.Finish(_target.Mutation.Apply(seed.Content, edits)));

    private (string Problem, string Signature)? Try(int number, FuzzSeed seed, byte[] content)
    {
        if (_changed is not null && _changed != seed.File)
        {
            Write(_changed, _target.Seeds.First(other => other.File == _changed).Content);
        }

        Write(_changed = seed.File, content);
        Interlocked.Exchange(ref _began, Stopwatch.GetTimestamp());
        _number = number;
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            _target.Read(_folder);
            Read++;
        }
        catch (InvalidInputException error)
        {
            Refused++;
            var place = _target.Place ?? _folder;
            if (!error.Message.Contains(place, StringComparison.Ordinal))
            {
                return ($"was refused without its name: {error.Message}", "no name");
            }

            // What is quoted is cut to 2,000 characters, each of which may be written out in up to ten; the name of the file as well.
            if (error.Message.Any(char.IsControl) || error.Message.Length > LongestMessage)
            {
                return ($"was refused in {error.Message.Length} characters that may not all be printed.", "message");
            }
        }
        catch (Exception error)
        {
            return ($"{error.GetType().Name}: {error.Message}\n{error.StackTrace}", $"{error.GetType().Name} {Frame(error)}");
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        var allowed = _target.AllowedBytes + (AllowedBytesPerByte * content.Length);
        return allocated <= allowed ? null : ($"{content.Length} bytes took {allocated} bytes of memory; {allowed} are allowed.", "memory");
    }

    // The deepest of our own methods.
    private static string Frame(Exception error) => new StackTrace(error).GetFrames().Select(frame => frame.GetMethod())
        .FirstOrDefault(method => method?.DeclaringType?.FullName?.StartsWith("CLiKA.", StringComparison.Ordinal) == true) is { } own
        ? $"{own.DeclaringType}.{own.Name}"
        : string.Empty;

    private void Write(string file, byte[] content)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private string Save(int number)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "fuzz", $"{_target.Name}-{number}");
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy, overwrite: true);
        }

        return folder;
    }
}
