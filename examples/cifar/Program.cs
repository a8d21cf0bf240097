using Dpsa.Examples.Cifar;

return await new CommandLine(CifarRun.RunAsync).InvokeAsync(args);
