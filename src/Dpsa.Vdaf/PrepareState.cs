namespace Dpsa.Vdaf;

/// <summary>What an aggregator keeps of one report between its prepare share and the prepare message.</summary>
/// <param name="OutputShare">Encoded output share, d field elements; secret, and unverified until the message has been checked.</param>
/// <param name="ExpectedMessage">The prepare message which this aggregator derived itself.</param>
public sealed record PrepareState(byte[] OutputShare, byte[] ExpectedMessage);
