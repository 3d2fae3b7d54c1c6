using CLiKA.Xunit;

namespace Alignment;

/// <summary>The gate for the models of clika.json. CLiKA.Xunit has the tests.</summary>
public sealed class AlignmentTests : AlignmentSuite;
