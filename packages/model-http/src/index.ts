// HTTP calls of model adapters
export {};
