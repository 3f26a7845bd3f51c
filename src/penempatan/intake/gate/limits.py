"""Every limit on what is read, in one place. A file beyond one of them gets a sentence, never a try."""

from __future__ import annotations

MAX_FILE_BYTES = 50_000_000
MAX_ROWS = 200_000  # rows that hold anything
MAX_CSV_ROWS = 1_000_000  # text is cheaper to read; a score list of 800 × 800 pairs has 640,000 rows
MAX_COLUMNS = 512  # columns that hold anything; SR is the last
MAX_AREA = 8_000_000  # cells of the used rectangle; the reader allocates all of them
MAX_TEXT = 32_767  # characters in a cell, as Excel has it

MAX_MEMBERS = 10_000  # of a zip package
MAX_INFLATED = 600_000_000  # bytes of all parts that are read, counted while they inflate, one at a time;
# our own workbook of 46,000 proposals among 100,000 people has 250 to 300 million
MAX_DECLARED = 1_000_000_000  # bytes that the directory declares, parts that nobody reads included
MAX_RATIO, RATIO_FREE = 200, 1_000_000  # no honest part shrinks more than this, small ones aside

MAX_DEPTH = 64  # of nested XML elements
MAX_ATTRIBUTES = 256  # of one XML element
MAX_XML_WORK = 6_000_000  # elements and attributes that pass through Python, about ten seconds
PARSED_UNREAD = 4_000_000  # a part that no reader gets is parsed up to this size, beyond only searched

MAX_HTML_BYTES = 20_000_000
IN_PROCESS_BYTES = 64_000_000  # checked parts up to this size are read without a child process
IN_PROCESS_AREA = 2_000_000

CHILD_SECONDS = 18  # wall clock
CHILD_CPU_SECONDS = 15
CHILD_BYTES = 1 << 30  # address space
