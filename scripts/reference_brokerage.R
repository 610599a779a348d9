# Write down what sna::brokerage says of a graph, as the reference of tests/analysis/test_brokerage.py.
#
#     Rscript scripts/reference_brokerage.R GROUPS.csv TIES.csv > REFERENCE.csv
#
# GROUPS.csv has the columns place and group, TIES.csv has tail and head; lines that begin with # are remarks. Places
# without a tie are places all the same. The answer has a line for each place and figure (raw, exp, sd, z), and the same
# four of the whole graph, whose place is "*"; the columns are the roles as sna calls them.

suppressPackageStartupMessages(library(sna))

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("give two files: groups and ties")
places <- read.csv(arguments[1], comment.char = "#", colClasses = "character", na.strings = character())
ties <- read.csv(arguments[2], comment.char = "#", colClasses = "character", na.strings = character())

graph <- matrix(0, nrow(places), nrow(places), dimnames = list(places$place, places$place))
graph[cbind(ties$tail, ties$head)] <- 1
found <- brokerage(graph, places$group)

roles <- c("w_I", "w_O", "b_IO", "b_OI", "b_O", "t")
cat(sprintf("# %s, sna %s\n", R.version.string, packageVersion("sna")))
cat(paste(c("place", "figure", roles), collapse = ","), "\n", sep = "")
line <- function(place, figure, values) {
  written <- ifelse(is.nan(values), "", sprintf("%.17g", values))
  cat(paste(c(place, figure, written), collapse = ","), "\n", sep = "")
}
for (figure in c("raw", "exp", "sd", "z")) {
  each <- found[[paste0(figure, ".nli")]]
  for (at in seq_len(nrow(places))) line(places$place[at], figure, each[at, ])
  line("*", figure, found[[paste0(figure, ".gli")]])
}
