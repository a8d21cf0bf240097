using Dpsa.Examples.Cifar;

using Termination termination = new();
int code = await new CommandLine(CifarRun.RunAsync).InvokeAsync(args, termination.Token);
return code == ExitCode.Interrupted ? termination.ExitCode : code;
