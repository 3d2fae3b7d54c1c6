using CLiKA.Cli;
using CLiKA.Cli.Commands;

return await CommandLine.RunAsync(args, NoLaboratory.Create());
