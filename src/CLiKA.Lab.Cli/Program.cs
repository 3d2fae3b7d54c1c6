using System.CommandLine;
using CLiKA.Cli;
using CLiKA.Lab.Cli.Commands;

return await CommandLine.RunAsync(args, new Command("lab", "The embedded models.")
{
    LabTrainCommand.Create(), LabTeachCommand.Create(), LabFamilyCommand.Create(),
});
