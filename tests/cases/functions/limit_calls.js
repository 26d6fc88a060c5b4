// Past the bound the call has failed, even when the script goes on.
function run(context) {
    let refused = 0;
    for (let i = 0; i < 2000; ++i) {
        try {
            context.send('quiet', i);
        } catch (error) {
            if (error.code === 'functions-output-limit') ++refused;
        }
    }
    context.log('refused', refused);
}
