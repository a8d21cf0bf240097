namespace Dpsa.Dap;

/// <summary>The leader's word that it holds a report durably.</summary>
/// <remarks>It does not say whether the report will pass verification: the client is not told.</remarks>
/// <param name="Report">The report.</param>
/// <param name="BytesSent">Bytes which the upload took.</param>
public sealed record UploadReceipt(ReportId Report, long BytesSent);
