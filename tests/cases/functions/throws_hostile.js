// What is thrown may itself throw when it is looked at.
function run() {
    const error = new Error('x');
    Object.defineProperty(error, 'message', { get() { throw error; } });
    throw error;
}
