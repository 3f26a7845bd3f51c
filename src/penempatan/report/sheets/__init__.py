"""One module a sheet of the approval workbook."""
