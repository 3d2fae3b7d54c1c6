using CLiKA.Measurements.Taught;

namespace CLiKA.Tests.Measurements.Taught;

public sealed class CompletenessCheckTests
{
    // The published protocol wants 0.90 of each check: 378 of the 420 names.
    [Theory]
    [InlineData(378, true)]
    [InlineData(377, false)]
    public void Nine_of_ten_have_to_be_known(int right, bool passes) =>
        new CompletenessCheck("names translated", right, 420).Passes.Should().Be(passes);
}
