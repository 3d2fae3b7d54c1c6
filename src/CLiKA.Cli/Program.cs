using CLiKA.Cli;

return await CommandLine.RunAsync(args);
