using System.Globalization;
using CLiKA.Cli;

// 0.05 is a number, and is written like one, whatever the language of the machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return await CommandLine.RunAsync(args);
