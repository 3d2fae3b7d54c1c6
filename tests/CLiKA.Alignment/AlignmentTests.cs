using CLiKA.Xunit;

namespace CLiKA.Alignment;

/// <summary>The gate for the models of this repository.</summary>
public sealed class AlignmentTests : AlignmentSuite;
