using System.Runtime.CompilerServices;

[assembly: TestFramework("CLiKA.Alignment.Running.AlignmentTestFramework", "CLiKA.Alignment")]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: InternalsVisibleTo("CLiKA.Alignment.Tests")]
