function other(context, event) {}
var run = 5;
