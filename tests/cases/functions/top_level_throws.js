var table = {};

table.no.such = 1;
function run() {}
